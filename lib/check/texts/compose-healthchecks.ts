import { at, itemsAt, text } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { ComposeService } from './compose.ts';

/** `test: ["pg_isready"]` has no word that says how it is run, and `["CMD", "pg_isready -U app"]` one program of that name. */
export function* healthcheckFaults({ name, path, fields }: ComposeService): Iterable<Issue> {
  const test = at(fields, 'healthcheck.test');
  const [first, command = '', ...more] = Array.isArray(test) ? itemsAt(fields, 'healthcheck.test').map((each) => text(each) ?? '') : [];
  if (first === undefined || first.includes('$')) return;
  const place = `${path}.healthcheck.test`;
  if (!['CMD', 'CMD-SHELL', 'NONE'].includes(first)) {
    yield {
      path: place,
      message: `the healthcheck of ${name} begins with "${first}", and a list begins with CMD, CMD-SHELL or NONE`,
      why: 'docker refuses the container ("Unknown type in healthcheck config"): it is not started, nor is what waits for it.',
      fix: /\s/.test(first) ? `Write ["CMD-SHELL", ${JSON.stringify(first)}].` : 'Put "CMD" before it.',
    };
  } else if (first === 'CMD' && more.length === 0 && /^[\w./-]+\s+\S/.test(command)) {
    yield {
      path: place,
      message: `the healthcheck of ${name} runs one program called "${command}"`,
      why: 'There is no such program ("executable file not found"): the container is unhealthy for ever, and what waits for it is not started.',
      fix: `Write ["CMD-SHELL", ${JSON.stringify(command)}], or each word for itself.`,
    };
  } else if (first === 'CMD-SHELL' && more.length > 0) {
    yield {
      path: place,
      message: `the healthcheck of ${name} hands "${command}" alone to the shell, and ${more.length} more ${more.length === 1 ? 'word' : 'words'} to nobody`,
      why: `CMD-SHELL takes one text: "${command}" is run without its arguments, and what it answers says nothing of the program.`,
      fix: `Write ["CMD-SHELL", ${JSON.stringify([command, ...more].join(' '))}], or CMD in its place.`,
    };
  }
}

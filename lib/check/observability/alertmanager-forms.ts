import { at, fieldsAt, someString, strings } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import type { Alertmanager } from './alertmanagers.ts';

/** What Alertmanager does with a file in which one thing is wrong. */
export const REFUSED = 'Alertmanager refuses the configuration: it keeps the old one, or does not start, and nobody is told of any alert.';

/** Lists and maps in their places, and no variables, which nobody fills in. */
export function* formFaults({ routes, receivers, shape }: Alertmanager, world: World): Iterable<Issue> {
  for (const { path, fields } of routes) {
    for (const [key, list] of [
      ['match', false],
      ['match_re', false],
      ['matchers', true],
      ['group_by', true],
      ['routes', true],
    ] as const) {
      const value = at(fields, key);
      if (value === undefined || value === null || Array.isArray(value) === list) continue;
      yield {
        path,
        message: `${key} of a route is ${Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : 'a text'}, and must be ${list ? 'a list' : 'a map'}`,
        why: REFUSED,
        fix: key === 'match' ? 'Write matchers: [name = "value"].' : `Write ${key} as ${list ? 'a list' : 'a map'}.`,
      };
    }
  }
  // What a step of its own fills in before the start is no variable any more.
  const filled = world.once('texts are filled in', () =>
    world.podTemplates().some(({ spec }) => someString(spec, (text) => text.includes('envsubst'))),
  );
  for (const { path, key, value } of filled
    ? []
    : [
        ...strings(fieldsAt(shape.content, 'global'), 'global'),
        ...strings(
          receivers.map(({ fields }) => fields),
          'receivers',
        ),
      ]) {
    const variable = /\$\{[A-Z][A-Z0-9_]*\}|^\$[A-Z][A-Z0-9_]*$/.exec(value)?.[0];
    if (variable === undefined) continue;
    yield {
      path: shape.path,
      severity: 'error',
      message: `${key} is ${variable}, and Alertmanager fills in no variables (${path})`,
      why: 'It takes the text as it stands: a URL is refused at the start, a key at the first alert.',
      fix: `Mount the Secret and name its file${key.endsWith('url') || /key$|token$|password$/.test(key) ? ` (${key}_file)` : ''}.`,
    };
  }
}

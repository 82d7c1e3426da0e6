import { documentKind } from '../../document.ts';
import { at, text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { composeServices, composeVariables, isCompose, type ComposeService } from '../../texts/compose.ts';

export const composeVariablesInside = defineRule({
  id: 'compose-variables-inside',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'What the shell inside a container of a compose file reads ($$NAME) is a variable of that container, under the name that it has there.',
  source: 'https://docs.docker.com/reference/compose-file/interpolation/',
  *check(manifest) {
    if (!isCompose(manifest.file ?? '')) return;
    for (const service of composeServices(manifest)) yield* outside(service);
  },
});

/** Told only where the name is surely that of the other side: `POSTGRES_USER: ${DB_USER}`, and `$${DB_USER}` in the healthcheck. */
function* outside(service: ComposeService): Iterable<Issue> {
  const { name, path, fields } = service;
  if (fields['env_file'] !== undefined || fields['extends'] !== undefined) return;
  const given = composeVariables(service);
  for (const key of ['healthcheck.test', 'command', 'entrypoint']) {
    const words = [at(fields, key)].flat().map((each) => text(each) ?? '');
    const read = words.flatMap((word) => [...word.matchAll(/\$\$\{?([A-Za-z_]\w*)/g)].map(([, each = '']) => each));
    for (const variable of new Set(read)) {
      const source = given.find(({ value }) => new RegExp(`\\$\\{?${variable}\\b`).test(value));
      if (source === undefined || given.some((each) => each.name === variable)) continue;
      yield {
        path: `${path}.${key}`,
        message: `${key === 'healthcheck.test' ? 'the healthcheck' : key} of ${name} reads $${variable}, which the container does not have: there it is called ${source.name}`,
        why: `The shell inside finds ${variable} empty: the program is asked with nothing in its place, and whatever waits for it to be healthy is not started.`,
        fix: `Write $$${source.name}.`,
      };
    }
  }
}

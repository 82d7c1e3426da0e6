import { namedIn, parametersOf } from '../../clusters/parameters.ts';
import { nearName } from '../../reference.ts';
import { at, itemsAt, strings } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const applicationsetTemplate = defineRule({
  id: 'applicationset-template',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'The template of an ApplicationSet names parameters that its generators give, in the way that its template language reads.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/; https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Cluster/',
  *check({ object }) {
    const go = at(object, 'spec.goTemplate') === true;
    const known = parametersOf(itemsAt(object, 'spec.generators'));
    for (const { path, value } of strings(at(object, 'spec.template'), 'spec.template')) {
      // Values for a chart may hold templates of another program.
      if (!value.includes('{{') || /\.helm\.values|valuesObject/.test(path)) continue;
      for (const { written, name, dotted } of namedIn(value)) {
        if (dotted !== go) {
          yield {
            path,
            message: go
              ? `${written} lacks the dot of a Go template, which goTemplate: true asks for`
              : `${written} is written as a Go template, and spec.goTemplate is not true`,
            why: go
              ? 'The template fails ("function not defined"): the controller makes no Application, and changes none.'
              : 'The text is taken as it stands: the Application gets a name or a path with braces, and is refused.',
            fix: go ? `Write {{.${name} …}}.` : 'Set spec.goTemplate: true, or leave out the dot.',
          };
          return;
        }
        if (known === undefined || known.has(name)) continue;
        const near = nearName(name, known);
        yield {
          path,
          message: `no generator gives ${name}: there ${known.size === 1 ? 'is' : 'are'} ${[...known].join(', ')}`,
          why: go
            ? 'The parameter becomes "<no value>": names and paths are wrong for every cluster.'
            : 'The braces stay: names and paths are wrong for every cluster.',
          fix: near === undefined ? 'Name a parameter of the generator.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

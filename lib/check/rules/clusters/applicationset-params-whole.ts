import { sourcesOf } from '../../delivery/sources.ts';
import type { Installer } from '../../installers.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const applicationsetParamsWhole = defineRule({
  id: 'applicationset-params-whole',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Every Application that an ApplicationSet makes is given all parameters that the template names.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/#git-generator-files',
  *check(manifest, world) {
    const made = world.everywhere.installersOf(manifest);
    if (made.length < 2) return;
    const open = made.map((each) => openIn(each));
    const named = new Set(open.flatMap((each) => [...each]));
    const stops = itemsAt(manifest.object, 'spec.goTemplateOptions').includes('missingkey=error');
    for (const expression of named) {
      const lacking = made.filter((_, index) => open[index]?.has(expression));
      // What is open for all comes from elsewhere.
      if (lacking.length === 0 || lacking.length === made.length || !isDemanded(expression, manifest.object)) continue;
      const [first] = lacking;
      const about = first === undefined ? '' : nameOf(first);
      yield {
        path: 'spec.template',
        severity: at(manifest.object, 'spec.goTemplate') === true && !stops ? 'warning' : 'error',
        message: `{{${expression}}} is given for ${made.length - lacking.length} of ${made.length} Applications, and not for ${about}${lacking.length > 1 ? ' and others' : ''}`,
        why: stops
          ? 'The controller stops at it ("map has no entry for key"): it makes no Application of the set, and changes none.'
          : 'The Application gets the braces or "<no value>" for a name: it is refused, or goes to a place that there is not.',
        fix: `Add ${expression.replace(/^\./, '')} to what the generator reads for ${about}.`,
      };
    }
  },
});

/** Plain parameters that are left in what was filled in. */
function openIn({ spec }: Installer): ReadonlySet<string> {
  const { source, sources, destination, project } = spec;
  // Values for a chart may hold templates of another program.
  const text = JSON.stringify([source, sources, destination, project], (key: string, value: unknown) =>
    key === 'values' || key === 'valuesObject' ? undefined : value,
  );
  return new Set([...text.matchAll(/\{\{-?\s*(\.?[A-Za-z][\w.-]*)\s*-?\}\}/g)].map(([, expression = '']) => expression));
}

/** Named by the template itself, and not where it is asked whether it is there. */
function isDemanded(expression: string, object: unknown): boolean {
  const text = JSON.stringify(at(object, 'spec.template'));
  const name = expression.replace(/^\./, '').replaceAll('.', '\\.');
  return text.includes(expression) && !new RegExp(`\\b(?:if|with|or|default|get|hasKey|dig)\\b[^}]*${name}`).test(text);
}

function nameOf(installer: Installer): string {
  const folder = sourcesOf(installer).find((each) => each.folder !== undefined && !each.folder.includes('{{'))?.folder;
  return folder ?? textAt(installer.spec, 'destination.namespace') ?? '';
}

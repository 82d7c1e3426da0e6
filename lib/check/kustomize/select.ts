import { groupOf } from '../../manifest/scope.ts';
import { textAt, textsAt } from '../read.ts';
import { patternOf } from '../schema/patterns.ts';
import { called, versionOf, type Id, type Resource } from './resource.ts';

/** Fields of a target that are patterns, each for the whole text. */
type Pattern = 'group' | 'version' | 'kind' | 'name' | 'namespace';

/** The resources that the `target` of a patch selects. */
export function selected(resources: readonly Resource[], target: unknown): readonly Resource[] {
  const { group, version, kind, name, namespace } = patterns(target);
  const labels = textAt(target, 'labelSelector');
  const annotations = textAt(target, 'annotationSelector');
  return resources.filter((each) => {
    const [now, first] = [each.id, each.firstId];
    return (
      kind(each.kind) &&
      group(groupOf(each.apiVersion)) &&
      version(versionOf(each.apiVersion)) &&
      (name(now.name) || name(first.name)) &&
      (namespace(now.namespace) || namespace(first.namespace)) &&
      (labels === undefined || fitsLabels(labels, textsAt(each.object, 'metadata.labels'))) &&
      (annotations === undefined || fitsLabels(annotations, textsAt(each.object, 'metadata.annotations')))
    );
  });
}

function patterns(target: unknown): Readonly<Record<Pattern, (text: string) => boolean>> {
  const of = (field: string): ((text: string) => boolean) => {
    const written = textAt(target, field) ?? '';
    if (written === '') return () => true;
    const pattern = patternOf(`^(?:${written})$`);
    return (text) => pattern?.matcher(text).find() ?? false;
  };
  return { group: of('group'), version: of('version'), kind: of('kind'), name: of('name'), namespace: of('namespace') };
}

/** `app=web,tier in (a, b),!old`: a selector as texts write it. */
export function fitsLabels(selector: string, labels: Readonly<Record<string, string>>): boolean {
  return selector.split(/,(?![^(]*\))/).every((part) => {
    const term = part.trim();
    if (term === '') return true;
    const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term);
    if (set !== null) {
      const [, key = '', word, list = ''] = set;
      const value = labels[key];
      const isIn = value !== undefined && list.split(',').some((each) => each.trim() === value);
      return word === 'in' ? isIn : !isIn;
    }
    const equal = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(term);
    if (equal !== null) return (labels[equal[1] ?? ''] === equal[3]) === (equal[2] !== '!=');
    return term.startsWith('!') ? !(term.slice(1).trim() in labels) : term in labels;
  });
}

/** `Deployment web`, `every Service with app=web`: what a target asks for. */
export function targetText(target: unknown): string {
  const [kind = 'object', name, labels, annotations] = ['kind', 'name', 'labelSelector', 'annotationSelector'].map((each) =>
    textAt(target, each),
  );
  if (labels !== undefined) return `${kind} with the labels ${labels}`;
  if (annotations !== undefined) return `${kind} with the annotations ${annotations}`;
  const namespace = textAt(target, 'namespace') ?? '';
  return name === undefined ? `${kind}${namespace === '' ? '' : ` in ${namespace}`}` : called({ kind, name, namespace } as Id);
}

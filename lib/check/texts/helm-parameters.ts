import { at, itemsAt } from '../read.ts';

/** Settings of Helm in the sources of an Application, with where they stand. */
export function installersIn(object: unknown): readonly { readonly path: string; readonly helm: unknown }[] {
  const single = at(object, 'spec.source.helm');
  const several = itemsAt(object, 'spec.sources').map((each, index) => ({ path: `spec.sources[${index}].helm`, helm: at(each, 'helm') }));
  return [...(single === undefined ? [] : [{ path: 'spec.source.helm', helm: single }]), ...several];
}

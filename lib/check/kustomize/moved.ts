import { CONTROLLERS } from '../delivery/controllers.ts';
import { at } from '../read.ts';
import { kindKey, kindOf } from '../rule.ts';
import type { KubeObject } from '../../manifest/manifest.ts';
import type { BuildIssue } from './problem.ts';
import { called, type Resource } from './resource.ts';

interface Reader {
  /** `MetalLB`, as people call it. */
  readonly name: string;
  /** Where it stands as a rule, where the objects are read of that namespace alone. */
  readonly only?: string;
}

/** Who reads objects of a kind in one namespace only. Argo CD reads others where it is told to, Istio takes them for smaller ones. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...CONTROLLERS.flatMap(({ name, kinds }) => kinds.map((kind) => [kindKey(kind), { name }] as const)),
  ['argoproj.io/Application', { name: 'Argo CD', only: 'argocd' }],
  ['argoproj.io/AppProject', { name: 'Argo CD', only: 'argocd' }],
]);

/** Objects that their file puts where somebody looks for them, and that the `namespace` of a kustomization takes away from there. */
export function* movedAway(resources: readonly Resource[], namespace: string): Iterable<BuildIssue> {
  const found = resources.flatMap((each) => {
    const reader = READERS.get(kindOf(each.object as unknown as KubeObject));
    const isMoved = !each.isClusterWide && each.namespace !== '' && each.namespace !== namespace;
    return reader === undefined || !isMoved || (reader.only ?? each.namespace) !== each.namespace ? [] : [{ each, reader }];
  });
  const [first] = found;
  if (first === undefined) return;
  const from = first.each.namespace;
  // The whole program moves: pods of that namespace go the same way.
  if (resources.some((each) => each.namespace === from && at(each.object, 'spec.template.spec') !== undefined)) return;
  const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
  yield {
    rule: 'kustomization-namespace-spares',
    path: 'namespace',
    message: `namespace ${namespace} moves ${called(first.each.firstId)}${more} out of "${from}", where ${first.reader.name} reads it`,
    why: 'The API server takes the object in the other namespace, where nobody reads it: it looks set up and does nothing.',
    fix: `Put the objects of "${from}" into a kustomization of their own, which says no namespace.`,
  };
}

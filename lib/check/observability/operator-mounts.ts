import { releasesOf } from '../hosts/releases.ts';
import { at, itemsAt, someString, text, textAt } from '../read.ts';
import type { World } from '../world.ts';

/** What an operator mounts into the pods of a Prometheus or Alertmanager. */
export interface Mounts {
  readonly secrets: readonly string[];
  readonly configMaps: readonly string[];
  /** Where volumes of its own are mounted. */
  readonly folders: readonly string[];
}

/** What all values of the stack together mount; `undefined` where some of them are not shown. */
export function mounted(world: World, spec: string): Mounts | undefined {
  return world.once(`mounted by the operator: ${spec}`, () => {
    const releases = releasesOf(world).filter(({ chart }) => chart === 'kube-prometheus-stack');
    if (
      releases.length === 0 ||
      releases.some(({ values, open }) => open === true || someString(at(values, spec), (each) => each.includes('{{')))
    )
      return undefined;
    const named = (key: string): readonly string[] =>
      releases.flatMap(({ values }) => itemsAt(values, `${spec}.${key}`).flatMap((each) => text(each) ?? []));
    const folders = releases.flatMap(({ values }) =>
      [
        ...itemsAt(values, `${spec}.volumeMounts`),
        ...itemsAt(values, `${spec}.containers`).flatMap((each) => itemsAt(each, 'volumeMounts')),
      ].flatMap((each) => textAt(each, 'mountPath')?.replace(/\/$/, '') ?? []),
    );
    return { secrets: named('secrets'), configMaps: named('configMaps'), folders };
  });
}

import { HELM_KINDS } from './helm.ts';
import type { Facts } from './facts.ts';
import { installerOf } from './installers.ts';
import { textAt, type Fields } from './read.ts';
import { kindKey, type Rule, type WorldObject } from './rule.ts';

/**
 * Applications that install into another cluster than the one they stand in, by that cluster: only where all clusters are known, so
 * that a name is certain to be one of them.
 */
export type Aims = ReadonlyMap<WorldObject, string>;

/** Names of clusters of which everything is known. */
export function wholeClusters(facts: readonly Facts[]): ReadonlySet<string> {
  return new Set(facts.flatMap(({ cluster, whole }) => (whole === true ? (cluster ?? []) : [])));
}

export function aimsOf(objects: readonly WorldObject[], clusters: ReadonlySet<string>): Aims {
  const aims = new Map<WorldObject, string>();
  if (clusters.size < 2) return aims;
  for (const each of objects) {
    const target = aimOf(each);
    if (target !== undefined && target !== each.cluster && clusters.has(target)) aims.set(each, target);
  }
  return aims;
}

/** Name of the other cluster that an Application installs into, where it gives one. */
export function aimOf(manifest: WorldObject): string | undefined {
  const spec = installerOf(manifest)?.spec;
  return spec === undefined ? undefined : aimIn(spec);
}

/** The same, of an Application's specification. `in-cluster` is where Argo CD itself runs. */
export function aimIn(spec: Fields): string | undefined {
  const name = textAt(spec['destination'], 'name');
  return name === 'in-cluster' ? undefined : name;
}

const VALUES = new Set(HELM_KINDS.map(kindKey));
VALUES.delete('argoproj.io/Application');
VALUES.delete('argoproj.io/ApplicationSet');

/** Whether a rule is about what a chart is given, wherever that stands: what it compares with is on the cluster where the chart is installed. */
export function isAboutValues({ kinds }: Rule): boolean {
  return kinds !== 'all' && kinds.some((each) => VALUES.has(kindKey(each)));
}

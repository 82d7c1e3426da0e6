import { killStates } from '../../lib/deliver/deliver.kill.states.ts';

const CLUSTERS = ['one', 'two', 'three'] as const;

/** The two states of the kills, in each of several clusters. */
export const branchStates: readonly ReadonlyMap<string, string>[] = killStates.map(
  (files) =>
    new Map(CLUSTERS.flatMap((cluster) => [...files].map(([path, text]) => [path.replace(/^homelab\//, `${cluster}/`), text] as const))),
);

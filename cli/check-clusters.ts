import type { Finding } from '../lib/check/check.ts';
import type { Facts } from '../lib/check/facts.ts';
import type { WorldObject } from '../lib/check/rule.ts';
import { identity } from '../lib/manifest/manifest.ts';
import { factsOf } from './prove.ts';

/** What inventories say about the tree that is checked. */
export interface ClusterKnowledge {
  readonly clusterOf: ((file: string) => string | undefined) | undefined;
  readonly facts: readonly Facts[];
  /** What third-party charts make on these clusters. */
  readonly provided: readonly WorldObject[];
  /** Objects with the construct that made them, where our own program did. */
  readonly constructs: (objects: readonly WorldObject[]) => readonly WorldObject[];
  /** Findings with the line of our program that made their object. */
  readonly placed: (findings: readonly Finding[]) => Promise<readonly Finding[]>;
}

const NOTHING: ClusterKnowledge = {
  clusterOf: undefined,
  facts: [],
  provided: [],
  constructs: (objects) => objects,
  placed: (findings) => Promise.resolve(findings),
};

/** Reads the inventories of the clusters that were named, and synthesizes them for what their charts provide. */
export async function clusterKnowledge(folder: string, names: readonly string[]): Promise<ClusterKnowledge> {
  if (names.length === 0) return NOTHING;
  const { loadClusters } = await import('../lib/inventory/load.ts');
  const { synthesize } = await import('../lib/synth/synthesize.ts');
  const { installerOf } = await import('../charts/index.ts');

  const clusters = loadClusters(folder, { only: names }).map((cluster) => ({ cluster, ...synthesize(cluster, installerOf(cluster)) }));
  const known = clusters.map(({ cluster }) => cluster.name);
  const made = new Map(
    clusters.flatMap(({ manifests }) => manifests.map((each) => [`${each.cluster} ${identity(each.object)}`, each.construct])),
  );
  return {
    // A folder named like the cluster is its own; with one cluster, everything is.
    clusterOf: (file) => known.find((name) => file.split('/').includes(name)) ?? (known.length === 1 ? known[0] : undefined),
    facts: clusters.map(({ cluster }) => factsOf(cluster)),
    provided: clusters.flatMap(({ cluster, provided }) => provided.map((object) => ({ object, cluster: cluster.name }))),
    constructs: (objects) =>
      objects.map((each) => {
        const construct = made.get(`${each.cluster ?? ''} ${identity(each.object)}`);
        return construct === undefined ? each : { ...each, construct };
      }),
    placed: async (findings) => {
      const { placed } = await import('./placed.ts');
      return placed(
        findings,
        clusters.map(({ cluster }) => cluster),
      );
    },
  };
}

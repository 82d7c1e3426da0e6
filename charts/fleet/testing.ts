import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { loadClusters } from '../../lib/inventory/load.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { type Synthesis, synthesize } from '../../lib/synth/synthesize.ts';
import { installFleet } from './index.ts';

const INVENTORY = readFileSync(join(__dirname, '..', '..', 'clusters', 'studio.yaml'), 'utf8');

/** One cluster of the fleet, and everything that is made for it. */
export interface Made extends Synthesis {
  readonly cluster: Cluster;
  /** What is delivered to it. */
  readonly objects: readonly KubeObject[];
}

/** The three clusters as their inventory says, or as they would be with some lines written otherwise. */
export function madeFleet(changes: Readonly<Record<string, string>> = {}): readonly Made[] {
  return inventoryWith(changes).map((cluster) => {
    const made = synthesize(cluster, installFleet);
    return { ...made, cluster, objects: made.manifests.map(({ object }) => object) };
  });
}

function inventoryWith(changes: Readonly<Record<string, string>>): readonly Cluster[] {
  let text = INVENTORY;
  for (const [before, after] of Object.entries(changes)) {
    if (!text.includes(before)) throw new Error(`the inventory has no "${before}"`);
    text = text.replace(before, after);
  }
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    writeFileSync(join(folder, 'studio.yaml'), text);
    return loadClusters(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Objects of one kind. */
export function ofKind({ objects }: Made, kind: string): readonly KubeObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** The one object of that kind and name, and namespace where several have it. */
export function theOne(made: Made, kind: string, name: string, namespace?: string): KubeObject {
  const found = ofKind(made, kind).filter(
    ({ metadata }) => metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${made.cluster.name} has ${found.length} ${kind} ${name}`);
  return only;
}

/** An Application for third-party software: its chart, and the values that it gets. */
export interface Installed {
  readonly name: string;
  readonly wave: number;
  readonly source: { readonly chart?: string; readonly targetRevision: string; readonly helm?: { readonly releaseName: string } };
  readonly destination: { readonly name?: string; readonly server?: string; readonly namespace: string };
  readonly values: KubeObject['spec'];
  readonly object: KubeObject;
}

/** Every Application of the management cluster that installs on one of the clusters, by its name without the cluster's. */
export function installedOn(fleet: readonly Made[], cluster: string): ReadonlyMap<string, Installed> {
  const found = fleet.flatMap((made) => ofKind(made, 'Application')).filter(({ metadata }) => metadata.name.startsWith(`${cluster}-`));
  return new Map(
    found.map((object) => {
      const { source, destination } = object['spec'];
      const name = object.metadata.name.slice(cluster.length + 1);
      return [name, { name, wave: waveOf(object), source, destination, values: source.helm?.valuesObject ?? {}, object }];
    }),
  );
}

/** Number of the wave of an object; nothing said is 0. */
export function waveOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** Every text of some data, with the way to it. */
export function textsOf(data: unknown, path = ''): { readonly path: string; readonly text: string }[] {
  if (typeof data === 'string') return [{ path, text: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

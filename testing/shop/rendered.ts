import { join } from 'node:path';
import { loadClusters } from '../../lib/inventory/load.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { synthesize } from '../../lib/synth/synthesize.ts';
import { installShop } from './charts/index.ts';

export const INVENTORIES = join(__dirname, 'clusters');

/** The stages of the shop, `shop-dev` before `shop-prod`. */
export const clusters = loadClusters(INVENTORIES);

export const rendered = clusters.map((cluster) => ({ cluster, ...synthesize(cluster, installShop) }));

export const [dev, prod] = rendered.map(({ manifests }) => manifests.map(({ object }) => object)) as [KubeObject[], KubeObject[]];

export function ofKind(objects: readonly KubeObject[], kind: string): KubeObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** Everything that makes pods. */
export function workloads(objects: readonly KubeObject[]): KubeObject[] {
  return [...ofKind(objects, 'Deployment'), ...ofKind(objects, 'StatefulSet')];
}

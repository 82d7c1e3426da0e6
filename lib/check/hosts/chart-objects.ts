import { addTo } from '../../values/multimap.ts';
import type { World } from '../world.ts';
import { CLASS_CHARTS, OPEN_CLASSES } from './class-charts.ts';
import type { Release } from './chart-table.ts';
import { releasesOf } from './releases.ts';
import { SECRET_CHARTS } from './secret-charts.ts';

/** An object, other than a Service, that a chart is known to make. */
export interface ChartObject {
  /** `storage.k8s.io/v1/StorageClass` */
  readonly kind: string;
  readonly name: string;
  /** Keys of a Secret or ConfigMap; `undefined` where they hang on too many values. */
  readonly keys?: readonly string[] | undefined;
  /** Of a StorageClass: its volumes are made when a pod wants them, not before. */
  readonly waitsForPod?: boolean | undefined;
}

/** The object, and the release that makes it. */
export interface MadeObject extends ChartObject {
  readonly release: Release;
  /** Empty for a kind without namespaces. */
  readonly namespace: string;
}

/** Objects of this kind that charts of the tree are known to make. */
export function chartObjects(world: World, kind: string): readonly MadeObject[] {
  return madeByCharts(world).get(kind) ?? [];
}

export function chartObject(world: World, kind: string, namespace: string, name: string): MadeObject | undefined {
  return chartObjects(world, kind).find((each) => each.name === name && each.namespace === namespace);
}

/** Whether a chart of the tree may make storage classes of any name. */
export function makesAnyClass(world: World): boolean {
  return world.once('charts of any class', () => releasesOf(world).some(({ chart, open }) => OPEN_CLASSES.has(chart) || open === true));
}

function madeByCharts(world: World): ReadonlyMap<string, readonly MadeObject[]> {
  return world.once('objects of charts', () => {
    const map = new Map<string, MadeObject[]>();
    for (const release of releasesOf(world)) {
      for (const made of CLASS_CHARTS[release.chart]?.(release) ?? []) addTo(map, made.kind, { ...made, release, namespace: '' });
      for (const made of SECRET_CHARTS[release.chart]?.(release) ?? [])
        addTo(map, made.kind, { ...made, release, namespace: release.namespace });
    }
    return map;
  });
}

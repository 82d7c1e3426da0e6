import { createHash } from 'node:crypto';
import { documentKind } from '../document.ts';
import { releasesOf } from '../hosts/releases.ts';
import { at, fields, items, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { chartValues } from './jobs.ts';
import { partPath, shapesOfKind } from './shapes.ts';
import { groupedBy } from '../../values/multimap.ts';

/** A data source of Grafana that the tree declares. */
export interface DataSource {
  readonly manifest: WorldObject;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly uid: string | undefined;
  readonly isDefault: boolean;
  readonly fields: unknown;
}

export function dataSources(world: World): readonly DataSource[] {
  return world.once('data sources', () => {
    const provisioned = shapesOfKind(world, 'datasources').flatMap((shape) =>
      itemsAt(shape.content, 'datasources').map((each, index) => sourceOf(shape.manifest, partPath(shape, 'datasources', index), each)),
    );
    const added = chartValues(world).flatMap(({ manifest, path, values }) =>
      ['grafana.additionalDataSources', 'additionalDataSources'].flatMap((key) =>
        items(at(values, key)).map((each, index) => sourceOf(manifest, `${path}.${key}[${index}]`, each)),
      ),
    );
    return [...provisioned, ...added];
  });
}

/** Data sources that an object declares. */
export function dataSourcesIn(world: World, manifest: WorldObject): readonly DataSource[] {
  return world.once('data sources by object', () => groupedBy(dataSources(world), (each) => each.manifest)).get(manifest) ?? [];
}

function sourceOf(manifest: WorldObject, path: string, each: unknown): DataSource {
  return {
    manifest,
    path,
    name: textAt(each, 'name') ?? '',
    type: textAt(each, 'type') ?? '',
    uid: textAt(each, 'uid') === '' ? undefined : textAt(each, 'uid'),
    isDefault: at(each, 'isDefault') === true,
    fields: each,
  };
}

/** The uid that Grafana gives a provisioned data source without one. @see https://github.com/grafana/grafana/blob/v11.4.0/pkg/services/provisioning/datasources/types.go, safeUIDFromName */
export function generatedUid(name: string): string {
  return `P${createHash('sha256').update(name).digest('hex').slice(0, 16).toUpperCase()}`;
}

/** What Grafana reads out of ConfigMaps. */
export type Provisioned = 'datasources' | 'dashboards';

/** The sidecar of a Grafana that looks for ConfigMaps of one kind. */
export interface Sidecar {
  readonly looks: boolean;
  /** Namespaces in which it looks for labelled ConfigMaps; `undefined` for all. */
  readonly sees: readonly string[] | undefined;
  readonly label: string;
  /** Value that the label must have; `undefined` where any will do. */
  readonly value: string | undefined;
}

/** A Grafana that a chart installs, with what its sidecars look for. */
export interface Grafana extends Readonly<Record<Provisioned, Sidecar>> {
  readonly namespace: string;
  readonly stack: boolean;
  /** Values of the Grafana chart; `undefined` where they are not shown. */
  readonly values: unknown;
}

export function grafanas(world: World): readonly Grafana[] {
  return world.once('grafanas', () => [
    ...releasesOf(world).flatMap(({ chart, namespace, values }) => grafanaOf(chart, namespace, values)),
    ...terraformReleases(world).flatMap(({ chart, namespace, values }) => grafanaOf(chart, namespace, values)),
  ]);
}

/** Where sidecars look for ConfigMaps that carry a label; `undefined` for everywhere. */
export interface Looked {
  readonly first: Grafana;
  readonly places: ReadonlySet<string> | undefined;
}

/** The Grafanas that look for each label. */
export function lookedFor(world: World, what: Provisioned): ReadonlyMap<string, Looked> {
  return world.once(`labels of ${what}`, () => {
    const map = new Map<string, Looked>();
    for (const each of grafanas(world)) {
      const { label, sees } = each[what];
      const known = map.get(label);
      const everywhere = sees === undefined || (known !== undefined && known.places === undefined);
      map.set(label, { first: known?.first ?? each, places: everywhere ? undefined : new Set([...(known?.places ?? []), ...sees]) });
    }
    return map;
  });
}

function grafanaOf(chart: string, namespace: string, given: unknown): readonly Grafana[] {
  const stack = chart === 'kube-prometheus-stack';
  if (!stack && chart !== 'grafana') return [];
  const values = stack ? at(given, 'grafana') : given;
  if (stack && at(values, 'enabled') === false) return [];
  const sidecar = (what: Provisioned): Sidecar => {
    // The stack sets it, the chart of Grafana alone does not.
    const value = textAt(values, `sidecar.${what}.labelValue`) ?? (stack ? '1' : '');
    return {
      looks: (at(values, `sidecar.${what}.enabled`) ?? stack) === true,
      sees: seenBy(at(values, `sidecar.${what}.searchNamespace`) ?? (stack && what === 'dashboards' ? 'ALL' : undefined), namespace),
      label: textAt(values, `sidecar.${what}.label`) ?? (what === 'datasources' ? 'grafana_datasource' : 'grafana_dashboard'),
      value: value === '' || value.includes('{{') ? undefined : value,
    };
  };
  return [{ namespace, stack, values, datasources: sidecar('datasources'), dashboards: sidecar('dashboards') }];
}

function seenBy(stated: unknown, namespace: string): readonly string[] | undefined {
  if (typeof stated === 'string' && (/^all$/i.test(stated) || stated.includes('{{'))) return undefined;
  const named =
    typeof stated === 'string' ? stated.split(',').map((each) => each.trim()) : items(stated).flatMap((each) => text(each) ?? []);
  return named.length === 0 ? [namespace] : [...named, namespace];
}

interface TerraformRelease {
  readonly chart: string;
  readonly namespace: string;
  readonly values: unknown;
}

/** Charts that Terraform installs. What stands in their values is told by `set` blocks and files, of which only the namespaces of sidecars matter. */
function terraformReleases(world: World): readonly TerraformRelease[] {
  return world.ofKind(documentKind('TextFile')).flatMap(({ object }) =>
    [...(textAt(object, 'text') ?? '').matchAll(/resource\s+"helm_release"\s+"[^"]*"\s*\{([\s\S]*?)\n\}/g)].flatMap(([, body = '']) => {
      const chart = /^\s*chart\s*=\s*"([^"]+)"/m.exec(body)?.[1]?.split('/').at(-1);
      const written = /^\s*namespace\s*=\s*(?:"([^"$]+)"|kubernetes_namespace(?:_v1)?\.(\w+))/m.exec(body);
      const namespace = written?.[1] ?? written?.[2]?.replace(/_/g, '-');
      if (chart === undefined || namespace === undefined) return [];
      const everywhere = body.includes('searchNamespace');
      return [{ chart, namespace, values: everywhere ? { sidecar: SEES_ALL, grafana: { sidecar: SEES_ALL } } : undefined }];
    }),
  );
}

const SEES_ALL = { datasources: { searchNamespace: 'ALL' }, dashboards: { searchNamespace: 'ALL' } };

/** ConfigMaps that carry the label of a sidecar, those that Terraform makes included. */
export interface Labelled {
  readonly manifest: WorldObject;
  readonly name: string;
  readonly namespace: string;
  readonly labels: readonly string[];
}

export function labelledMaps(manifest: WorldObject): readonly Labelled[] {
  const { object } = manifest;
  if (object.kind === 'ConfigMap') {
    const { namespace, name } = object.metadata;
    return namespace === undefined ? [] : [{ manifest, name, namespace, labels: Object.keys(textsAt(object, 'metadata.labels')) }];
  }
  if (object.kind !== 'TextFile') return [];
  const found: Labelled[] = [];
  for (const [, metadata = ''] of (textAt(object, 'text') ?? '').matchAll(
    /resource\s+"kubernetes_config_map\w*"\s+"[^"]*"\s*\{\s*metadata\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g,
  )) {
    const name = /\bname\s*=\s*"([^"$]+)"/.exec(metadata)?.[1];
    const written = /\bnamespace\s*=\s*(?:"([^"$]+)"|kubernetes_namespace(?:_v1)?\.(\w+))/.exec(metadata);
    const namespace = written?.[1] ?? written?.[2]?.replace(/_/g, '-');
    if (name !== undefined && namespace !== undefined)
      found.push({ manifest, name, namespace, labels: [...metadata.matchAll(/"?(grafana_\w+)"?\s*=/g)].map(([, label = '']) => label) });
  }
  return found;
}

/** Fields of a data source that name another by its uid. */
export function namedUids(source: unknown): readonly { readonly field: string; readonly uid: string }[] {
  const found: { field: string; uid: string }[] = [];
  const visit = (value: unknown, path: string, depth: number): void => {
    if (depth > 4) return;
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`, depth + 1);
    else
      for (const [key, child] of Object.entries(fields(value))) {
        const way = path === '' ? key : `${path}.${key}`;
        if ((key === 'datasourceUid' || key === 'alertmanagerUid') && typeof child === 'string' && child !== '')
          found.push({ field: way, uid: child });
        else if (typeof child === 'object') visit(child, way, depth + 1);
      }
  };
  visit(at(source, 'jsonData'), 'jsonData', 0);
  return found;
}

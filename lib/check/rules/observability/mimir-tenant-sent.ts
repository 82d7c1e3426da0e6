import { helmValuesOf } from '../../helm.ts';
import { dataSourcesIn } from '../../observability/grafanas.ts';
import { tenantlessUrl } from '../../observability/mimir.ts';
import { SHAPE_KINDS, partPath, shapesIn } from '../../observability/shapes.ts';
import { alloyEndpoints, namesTenant } from '../../observability/tenants.ts';
import { at, itemsAt, strings, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const mimirTenantSent = defineRule({
  id: 'mimir-tenant-sent',
  severity: 'error',
  kinds: [...SHAPE_KINDS, 'monitoring.coreos.com/v1/Prometheus', 'monitoring.coreos.com/v1alpha1/PrometheusAgent'],
  asks: 'Those that speak to parts of Mimir past its gateway name a tenant, unless Mimir has but one.',
  source: 'https://grafana.com/docs/mimir/latest/manage/secure/authentication-and-authorization/',
  *check(manifest, world) {
    for (const { path, who, url } of asking(manifest, world)) {
      const namespace = manifest.object.metadata.namespace ?? '';
      const found = tenantlessUrl(url, namespace, world);
      if (found === undefined) continue;
      yield {
        path,
        message: `${who} asks ${found} and names no tenant, while Mimir has several (multitenancy_enabled, its default)`,
        why: 'Mimir answers 401 "no org id" to every request: nothing is stored or shown. Only its gateway names a tenant for those that do not.',
        fix: "Send the header X-Scope-OrgID (anonymous, where all come by the gateway), go by the chart's gateway, or set multitenancy_enabled: false.",
      };
    }
  },
});

interface Asking {
  readonly path: string;
  readonly who: string;
  readonly url: string;
}

function* asking(manifest: WorldObject, world: World): Iterable<Asking> {
  for (const { fields, name, type, path } of dataSourcesIn(world, manifest))
    if (type === 'prometheus' && !namesTenant(fields))
      yield { path: `${path}.url`, who: `data source ${name}`, url: textAt(fields, 'url') ?? '' };
  for (const shape of shapesIn(world, manifest, 'prometheus'))
    yield* written(itemsAt(shape.content, 'remote_write'), (index) => partPath(shape, 'remote_write', index));
  yield* written(itemsAt(manifest.object, 'spec.remoteWrite'), (index) => `spec.remoteWrite[${index}]`);
  for (const { values, path } of helmValuesOf(manifest))
    for (const key of ['prometheus.prometheusSpec.remoteWrite', 'server.remoteWrite'])
      yield* written(itemsAt(values, key), (index) => `${path}.${key}[${index}]`);
  for (const { value, path } of strings(manifest.object)) {
    if (!value.includes('prometheus.remote_write')) continue;
    for (const { block, url } of alloyEndpoints(value)) if (!namesTenant(block)) yield { path, who: 'Alloy', url };
  }
}

function* written(list: readonly unknown[], pathOf: (index: number) => string): Iterable<Asking> {
  for (const [index, each] of list.entries())
    if (!namesTenant(each) && at(each, 'url') !== undefined)
      yield { path: pathOf(index), who: 'remote write', url: textAt(each, 'url') ?? '' };
}

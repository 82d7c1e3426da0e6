import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { dataSourcesIn } from '../../observability/grafanas.ts';
import { SHAPE_KINDS, partPath, shapesIn, type ShapeKind } from '../../observability/shapes.ts';
import { at, fields, fieldsAt, itemsAt, join, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Data sources that ask by HTTP; others take a host and its port. */
const BY_HTTP =
  /^(?:prometheus|loki|tempo|jaeger|zipkin|alertmanager|elasticsearch|opensearch|influxdb|graphite|grafana-pyroscope-datasource)$/;
/** A host with a port, and perhaps a path. */
const BARE = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*:\d{2,5}(?:\/|$)/i;

/** Lists of targets in configurations of a known form, and the key of their address. */
const LISTS: readonly (readonly [shape: ShapeKind, list: string])[] = [
  ['prometheus', 'remote_write'],
  ['prometheus', 'remote_read'],
  ['promtail', 'clients'],
  ['tempo', 'metrics_generator.storage.remote_write'],
];

export const addressHasScheme = defineRule({
  id: 'address-has-scheme',
  severity: 'error',
  kinds: [...new Set([...SHAPE_KINDS, ...HELM_KINDS])],
  asks: 'Addresses that Grafana, Prometheus and what sends logs ask by HTTP begin with http:// or https://.',
  source:
    'https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources; https://prometheus.io/docs/prometheus/latest/configuration/configuration/#remote_write',
  *check(manifest, world) {
    for (const { path, who, url } of [...written(manifest, world), ...inValues(manifest)]) {
      if (!BARE.test(url)) continue;
      yield {
        path,
        message: `${who} asks ${url}, without a scheme`,
        why: 'The program takes the name of the host for a scheme ("unsupported protocol scheme"): nothing is asked and nothing is sent.',
        fix: `Write http://${url}.`,
      };
    }
  },
});

interface Address {
  readonly path: string;
  readonly who: string;
  readonly url: string;
}

function* written(manifest: WorldObject, world: World): Iterable<Address> {
  for (const { name, type, path, fields: source } of dataSourcesIn(world, manifest))
    if (BY_HTTP.test(type)) yield { path, who: `data source ${name}`, url: textAt(source, 'url') ?? '' };
  for (const [kind, list] of LISTS) {
    for (const shape of shapesIn(world, manifest, kind)) {
      for (const [index, each] of itemsAt(shape.content, list).entries())
        yield { path: partPath(shape, ...list.split('.'), index), who: list, url: textAt(each, 'url') ?? '' };
    }
  }
  for (const shape of shapesIn(world, manifest, 'loki'))
    for (const url of [text(at(shape.content, 'ruler.alertmanager_url')) ?? ''])
      yield { path: partPath(shape, 'ruler', 'alertmanager_url'), who: 'ruler.alertmanager_url', url: url.split(',')[0] ?? '' };
  // Blocks of Alloy that name where they send.
  for (const [key, value] of Object.entries(manifest.object.kind === 'ConfigMap' ? textsAt(manifest.object, 'data') : {})) {
    if (!/^\s*(?:loki\.write|prometheus\.remote_write)\s+"/m.test(value)) continue;
    for (const [, url = ''] of value.matchAll(/^\s*url\s*=\s*"([^"]*)"/gm))
      yield { path: join('data', key), who: 'an endpoint of Alloy', url };
  }
}

/** Outputs of Falcosidekick, of which some are told by their host alone. */
function* inValues(manifest: WorldObject): Iterable<Address> {
  if (manifest.object.kind === 'ConfigMap') return;
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const base of ['falcosidekick.config', 'falco.falcosidekick.config']) {
      for (const [output, settings] of Object.entries(fieldsAt(values, base))) {
        const key = ['address', 'hostport'].find((each) => typeof fields(settings)[each] === 'string');
        if (key !== undefined && /^(?:talon|webhook|loki|alertmanager|elasticsearch|grafana|node-?red)$/i.test(output))
          yield { path: `${path}.${base}.${output}.${key}`, who: `Falcosidekick (${output})`, url: textAt(settings, key) ?? '' };
      }
    }
  }
}

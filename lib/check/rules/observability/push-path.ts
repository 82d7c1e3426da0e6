import { helmValuesOf } from '../../helm.ts';
import { parseImage } from '../../images.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { join, strings, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Where each takes what is pushed, by the last part of its image's name. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  loki: ['/loki/api/v1/push', '/api/prom/push', '/otlp', '/otlp/v1/logs'],
  prometheus: ['/api/v1/write', '/api/v1/otlp', '/api/v1/otlp/v1/metrics'],
};

export const pushPath = defineRule({
  id: 'push-path',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Agents push to the path at which the store takes data.',
  source:
    'https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs; https://prometheus.io/docs/prometheus/latest/querying/api/#remote-write-receiver',
  *check(manifest, world) {
    for (const { path, url } of pushed(manifest)) {
      const [, host = '', written = ''] = /^https?:\/\/([\w.-]+)(?::\d+)?(\/[^?#]*)?/.exec(url) ?? [];
      const product = productAt(world, host, manifest.object.metadata.namespace ?? '');
      const paths = product === undefined ? undefined : PATHS[product];
      if (paths === undefined || paths.includes(written.replace(/\/$/, ''))) continue;
      yield {
        path,
        message: `data are pushed to ${url}; ${product ?? ''} takes them at ${paths[0] ?? ''}`,
        why: 'It answers 404 to every push: the agent tries again for a while, and drops what it has.',
        fix: `Write ${url.replace(/(?<=[^/:])\/.*$/, '').replace(/\/$/, '')}${paths[0] ?? ''}.`,
      };
    }
  },
});

/** URLs to which Alloy and Promtail push. */
function* pushed(manifest: WorldObject): Iterable<{ readonly path: string; readonly url: string }> {
  const texts =
    manifest.object.kind === 'ConfigMap'
      ? Object.entries(textsAt(manifest.object, 'data')).map(([key, value]) => ({ path: join('data', key), value }))
      : helmValuesOf(manifest).flatMap(({ values, path }) => [...strings(values, path)]);
  for (const { path, value } of texts) {
    if (/(?:loki\.write|prometheus\.remote_write)\s+"/.test(value)) {
      for (const [, url = ''] of value.matchAll(/\bendpoint\s*\{[^{}]*?\burl\s*=\s*"(https?:[^"]+)"/g)) yield { path, url };
    } else if (/^clients:/m.test(value) && /^scrape_configs:/m.test(value)) {
      const clients = /^clients:[ \t]*(?:\n(?:[ \t-].*(?:\n|$))*|.*)/m.exec(value)?.[0] ?? '';
      for (const [, url = ''] of clients.matchAll(/\burl:\s*["']?(https?:[^\s"',}]+)/g)) yield { path, url };
    }
  }
}

/** Loki or Prometheus behind a host, where exactly one of them is. */
function productAt(world: World, host: string, from: string): string | undefined {
  const service = world.serviceAt(host, from)?.service;
  const names = (service === undefined ? [] : world.podsOfService(service)).flatMap(({ containers }) =>
    containers.flatMap(({ image, init }) =>
      init
        ? []
        : (parseImage(image ?? '')
            .path.split('/')
            .at(-1) ?? []),
    ),
  );
  const known = names.filter((name) => Object.hasOwn(PATHS, name));
  return known.length === 1 && names.every((name) => Object.hasOwn(PATHS, name) || !/nginx|envoy|gateway|proxy/.test(name))
    ? known[0]
    : undefined;
}

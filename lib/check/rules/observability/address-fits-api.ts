import { isKnownType, typesBehind } from '../../observability/datasource-types.ts';
import { dataSourcesIn, type DataSource } from '../../observability/grafanas.ts';
import { bareMimir, bareUrl } from '../../observability/mimir.ts';
import { pushStore } from '../../observability/push-addresses.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { isGrpc } from '../../observability/store-ports.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { SPEAKING_KINDS, texts } from '../../texts.ts';
import type { World } from '../../world.ts';

export const addressFitsApi = defineRule({
  id: 'address-fits-api',
  severity: 'error',
  kinds: [...new Set([...SHAPE_KINDS, ...SPEAKING_KINDS, ...POD_KINDS])],
  asks: 'Metrics and logs are sent to the path and port on which their store takes them, and a data source of Grafana is of the kind that stands behind its address.',
  source:
    'https://thanos.io/tip/components/receive.md/; https://grafana.com/docs/loki/latest/reference/loki-http-api/; https://grafana.com/docs/mimir/latest/references/http-api/; seed 004, section 6',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const each of texts(manifest, world)) {
      const { path, value, namespace } = each;
      if (!value.includes('://')) continue;
      const bare = bareMimir(each, world);
      if (bare !== undefined) yield bareFault(bare, path, 'the program ends or shows nothing');
      for (const [url, host = '', port, route = ''] of value.matchAll(
        /\bhttps?:\/\/([a-z0-9][\w.-]*)(?::(\d+))?(\/[\w./-]*)?(?![\w./:$({<%*-])/g,
      )) {
        const target = serviceHost(host, namespace);
        const store = target === undefined || said.has(url) ? undefined : pushStore(target.name);
        if (target === undefined || store === undefined) continue;
        said.add(url);
        if (isGrpc(world, target, port) && route.length > 1) {
          const why = 'An HTTP request on a port for gRPC is answered with a reset: nothing arrives, and the sender tries again for ever.';
          yield {
            path,
            message: `${url} is asked over HTTP, and port ${port ?? ''} speaks gRPC`,
            why,
            fix: `Name the HTTP port (${store.port}).`,
          };
        } else if (store.wrong(route, path, value)) {
          const why = `The ${store.called} answers 404 to each request: everything that is sent is lost, and the log of the sender says so over and over.`;
          yield {
            path,
            message: `${url} is no path on which the ${store.called} takes anything, it is ${store.path}`,
            why,
            fix: `Write ${url.slice(0, url.length - route.length)}${store.path}.`,
          };
        }
      }
    }
    for (const source of dataSourcesIn(world, manifest)) yield* sourceFits(source, world);
  },
});

function bareFault(url: string, path: string, effect: string): Issue {
  return {
    path,
    message: `${url} asks Mimir for what Prometheus answers, and Mimir has that under /prometheus`,
    why: `Mimir answers 404 to each question: ${effect}.`,
    fix: `Write ${url.replace(/\/$/, '')}/prometheus.`,
  };
}

function* sourceFits({ fields, name, type, path, manifest }: DataSource, world: World): Iterable<Issue> {
  const [url, host = '', port, route = ''] = /^https?:\/\/([\w.-]+)(?::(\d+))?(\/.*)?$/.exec(textAt(fields, 'url') ?? '') ?? [];
  const bare = type === 'prometheus' ? bareUrl(url ?? '', manifest.object.metadata.namespace ?? '', world) : undefined;
  if (bare !== undefined) yield bareFault(bare, `${path}.url`, 'every panel of this data source shows an error');
  const target = url === undefined ? undefined : serviceHost(host, manifest.object.metadata.namespace ?? '');
  const types = target === undefined ? [] : typesBehind(target.name);
  if (target === undefined || types.length === 0 || type === '') return;
  if (isGrpc(world, target, port)) {
    const why = 'An HTTP request on a port for gRPC is answered with a reset: every panel of this data source is empty.';
    yield {
      path: `${path}.url`,
      message: `data source ${name} asks ${url ?? ''} over HTTP, and port ${port ?? ''} speaks gRPC`,
      why,
      fix: 'Name the HTTP port.',
    };
  } else if (!types.includes(type) && /^\/?$/.test(route) && isKnownType(type)) {
    const why = 'Grafana asks it in a language that it does not speak: every panel shows an error.';
    yield {
      path: `${path}.type`,
      message: `data source ${name} is of type ${type}, and ${host} speaks that of ${types[0] ?? ''}`,
      why,
      fix: `Set type: ${types[0] ?? ''}, or the address of another one.`,
    };
  }
}

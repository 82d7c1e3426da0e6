import { dataSourcesIn, type DataSource } from '../../observability/grafanas.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { SPEAKING_KINDS, texts } from '../../texts.ts';
import type { World } from '../../world.ts';

export const addressFitsApi = defineRule({
  id: 'address-fits-api',
  severity: 'error',
  kinds: [...new Set([...SHAPE_KINDS, ...SPEAKING_KINDS])],
  asks: 'Metrics and logs are sent to the path and port on which their store takes them, and a data source of Grafana is of the kind that stands behind its address.',
  source:
    'https://thanos.io/tip/components/receive.md/; https://grafana.com/docs/loki/latest/reference/loki-http-api/; https://grafana.com/docs/mimir/latest/references/http-api/; seed 004, section 6',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, value, namespace } of texts(manifest, world)) {
      if (!value.includes('://')) continue;
      for (const [url, host = '', port, route = ''] of value.matchAll(
        /\bhttps?:\/\/([a-z0-9][\w.-]*)(?::(\d+))?(\/[\w./-]*)?(?![\w./:$({<%*-])/g,
      )) {
        const target = serviceHost(host, namespace);
        const store = target === undefined || said.has(url) ? undefined : STORES.find(({ name }) => name.test(target.name));
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

interface Store {
  readonly called: string;
  readonly name: RegExp;
  readonly path: string;
  readonly port: number;
  /** Whether this path of a URL, at this place of an object, leads nowhere. */
  readonly wrong: (route: string, path: string, value: string) => boolean;
}

/** A place where the whole URL of a receiver stands. */
const WRITES = /(remote_?write|clients)\[\d+\]\.url$/i;
function isWritten(path: string, value: string): boolean {
  return WRITES.test(path) || /remote_?write/i.test(value);
}

const STORES: readonly Store[] = [
  {
    called: 'receiver of Thanos',
    name: /(^|-)thanos-receive(r|-router|-distributor|-headless)?$/,
    path: '/api/v1/receive',
    port: 19291,
    wrong: (route, path, value) => route === '/api/v1/write' || route === '/api/v1/push' || (isWritten(path, value) && /^\/?$/.test(route)),
  },
  {
    called: 'push address of Loki',
    name: /(^|-)loki(-gateway|-write|-distributor)?$/,
    path: '/loki/api/v1/push',
    port: 3100,
    wrong: (route, path) => /clients\[\d+\]\.url$/.test(path) && (/^\/?$/.test(route) || /^\/(api\/v1\/push|loki\/?$|push)/.test(route)),
  },
  {
    called: 'push address of Mimir',
    name: /(^|-)(mimir|cortex)(-nginx|-gateway|-distributor)?$/,
    path: '/api/v1/push',
    port: 8080,
    wrong: (route, path, value) => isWritten(path, value) && (/^\/?$/.test(route) || /^\/api\/v1\/(write|receive)$/.test(route)),
  },
  {
    called: 'receiver of Prometheus',
    name: /(^|-)prometheus(-server|-kube-prometheus-prometheus|-operated)?$/,
    path: '/api/v1/write',
    port: 9090,
    wrong: (route, path) => /remote_?write\[\d+\]\.url$/i.test(path) && (/^\/?$/.test(route) || /^\/api\/v1\/(push|receive)$/.test(route)),
  },
];

/** Usual ports for gRPC of Thanos, Loki and Mimir, and names that say so. */
function isGrpc(
  world: World,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  port: string | undefined,
): boolean {
  const service = world.find('v1/Service', namespace, name);
  const called = itemsAt(service?.object, 'spec.ports').flatMap((each) =>
    textAt(each, 'port') === port ? (textAt(each, 'name') ?? '') : [],
  )[0];
  return called === undefined ? port === '10901' || port === '9095' : called.startsWith('grpc') || (called === '' && port === '10901');
}

/** Types of data sources by the name of the Service that they ask; the first is the usual one. */
const TYPES: readonly (readonly [name: RegExp, ...types: readonly string[]])[] = [
  [/(^|-)loki(-gateway|-read|-query-frontend)?$/, 'loki'],
  [/(^|-)tempo(-query-frontend|-gateway)?$/, 'tempo'],
  [/(^|-)jaeger-query$/, 'jaeger'],
  [/(^|-)alertmanager(-operated)?$/, 'alertmanager', 'camptocamp-prometheus-alertmanager-datasource'],
  [/(^|-)(prometheus(-server|-operated)?|thanos-query(-frontend|er)?)$/, 'prometheus'],
];

function* sourceFits({ fields, name, type, path, manifest }: DataSource, world: World): Iterable<Issue> {
  const [url, host = '', port, route = ''] = /^https?:\/\/([\w.-]+)(?::(\d+))?(\/.*)?$/.exec(textAt(fields, 'url') ?? '') ?? [];
  const target = url === undefined ? undefined : serviceHost(host, manifest.object.metadata.namespace ?? '');
  const [, ...types] = (target === undefined ? undefined : TYPES.find(([each]) => each.test(target.name))) ?? [/^/];
  if (target === undefined || types.length === 0 || type === '') return;
  if (isGrpc(world, target, port)) {
    const why = 'An HTTP request on a port for gRPC is answered with a reset: every panel of this data source is empty.';
    yield {
      path: `${path}.url`,
      message: `data source ${name} asks ${url ?? ''} over HTTP, and port ${port ?? ''} speaks gRPC`,
      why,
      fix: 'Name the HTTP port.',
    };
  } else if (!types.includes(type) && /^\/?$/.test(route) && TYPES.some((each) => each.includes(type))) {
    const why = 'Grafana asks it in a language that it does not speak: every panel shows an error.';
    yield {
      path: `${path}.type`,
      message: `data source ${name} is of type ${type}, and ${host} speaks that of ${types[0] ?? ''}`,
      why,
      fix: `Set type: ${types[0] ?? ''}, or the address of another one.`,
    };
  }
}

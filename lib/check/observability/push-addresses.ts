/** A store to which metrics or logs are sent, by the name of its Service. */
export interface PushStore {
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

const STORES: readonly PushStore[] = [
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

export function pushStore(service: string): PushStore | undefined {
  return STORES.find(({ name }) => name.test(service));
}

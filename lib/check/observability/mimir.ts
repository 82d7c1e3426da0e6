import { releasesOf } from '../hosts/releases.ts';
import { at, someString } from '../read.ts';
import { serviceHost } from '../services.ts';
import type { Text } from '../texts.ts';
import type { World } from '../world.ts';

/** Doors of Mimir behind which queries are asked, by the names of its chart's Services. */
const ASKED = /(?:^|-)mimir(?:-query-frontend|-querier|-nginx|-gateway)?$/;
/** Parts that a program may speak to past the chart's gateway, which would name a tenant for it. */
const PAST_GATEWAY = /(?:^|-)mimir-(?:query-frontend|querier|distributor|ruler)$/;

/** A URL, and the Service that it names. */
export interface MimirUrl {
  readonly url: string;
  readonly route: string;
}

function urlTo(doors: RegExp, value: string, namespace: string): MimirUrl | undefined {
  const [url, host = '', route = ''] = /^https?:\/\/([a-z0-9][\w.-]*)(?::\d+)?(\/[\w./-]*)?$/.exec(value.trim()) ?? [];
  const target = url === undefined ? undefined : serviceHost(host, namespace);
  return url === undefined || target === undefined || !doors.test(target.name) ? undefined : { url, route };
}

/** Variables and flags by which programs are told where Prometheus is. */
const VARIABLE = /^PROMETHEUS_(?:SERVER_)?(?:ENDPOINT|URL|ADDRESS)$/;
const FLAG = /^prometheus[.-](?:url|address|server|endpoint)$/;
/** Fields of charts and of objects that say the same: of Kiali, OpenCost, Argo Rollouts and KEDA. */
const FIELD =
  /(?:^|\.)(?:external_services\.prometheus\.url|prometheus\.external\.url|provider\.prometheus\.address|metadata\.serverAddress)$/;

/** An address that asks Mimir as if it were Prometheus, and leaves out the path under which it is one. */
export function bareMimir({ path, key, value, namespace }: Text, world: World): string | undefined {
  if (!(VARIABLE.test(key) || FLAG.test(key) || FIELD.test(path))) return undefined;
  return bareUrl(value, namespace, world);
}

/** The same of a URL that is known to be asked. @see https://grafana.com/docs/mimir/latest/references/http-api/ */
export function bareUrl(value: string, namespace: string, world: World): string | undefined {
  const found = value.includes('mimir') ? urlTo(ASKED, value, namespace) : undefined;
  return found === undefined || !/^\/?$/.test(found.route) || hasOtherPrefix(world) ? undefined : found.url;
}

function hasOtherPrefix(world: World): boolean {
  return world.once('mimir with another prefix', () => {
    const says = (text: string): boolean => /prometheus_http_prefix|prometheus-http-prefix/.test(text);
    return (
      releasesOf(world).some(({ values }) => says(JSON.stringify(values ?? {}))) ||
      world.ofKind('v1/ConfigMap').some(({ object }) => someString(object['data'], says)) ||
      world.podTemplates().some(({ containers }) => containers.some(({ fields }) => someString(fields, says)))
    );
  });
}

/** A URL of a part of Mimir that is not behind its chart's gateway, where each request must name a tenant; `undefined` for any other. */
export function tenantlessUrl(value: string, namespace: string, world: World): string | undefined {
  const found = value.includes('mimir-') ? urlTo(PAST_GATEWAY, value, namespace) : undefined;
  return found === undefined || !asksForTenant(world) ? undefined : found.url;
}

/** Mimir asks for a tenant unless it is told not to. @see https://grafana.com/docs/mimir/latest/manage/secure/authentication-and-authorization/ */
function asksForTenant(world: World): boolean {
  return world.once('mimir asks for a tenant', () => {
    const releases = releasesOf(world).filter(({ chart }) => chart === 'mimir-distributed');
    return (
      releases.length > 0 &&
      releases.every(
        ({ values, open }) =>
          open !== true &&
          at(values, 'mimir.structuredConfig.multitenancy_enabled') !== false &&
          !someString(values, (text) => /multitenancy[_-]enabled\b\W*false/.test(text)) &&
          // An extra argument of a part is a key here.
          !JSON.stringify(values ?? {}).includes('multitenancy-enabled'),
      )
    );
  });
}

import { at, fieldsAt, itemsAt, numberAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { matches } from '../selector.ts';
import { servicePorts } from '../services.ts';
import type { World } from '../world.ts';
import { byKey } from '../../values/order.ts';
import { addTo } from '../../values/multimap.ts';
import { gatewayPods } from './gateway-pods.ts';

const GATEWAY = 'networking.istio.io/v1/Gateway';

/** One of `spec.servers` of an Istio Gateway. */
export interface GatewayServer {
  /** `spec.servers[0]` */
  readonly path: string;
  /** 0 where none is written. */
  readonly port: number;
  readonly protocol: string;
  /** As written: `*.example.com`, `blog/*.example.com`. */
  readonly hosts: readonly string[];
  /** Its protocol is one of TLS. */
  readonly secure: boolean;
  /** It has settings for TLS. */
  readonly tls: boolean;
  /** How it ends TLS, where it says so. */
  readonly mode: string | undefined;
  readonly certificate: boolean;
  readonly redirects: boolean;
}

const CERTIFICATES = ['credentialName', 'credentialNames', 'tlsCertificates', 'serverCertificate'];

export function gatewayServers({ object }: WorldObject): readonly GatewayServer[] {
  return itemsAt(object, 'spec.servers').map((server, index) => {
    const tls = fieldsAt(server, 'tls');
    const protocol = textAt(server, 'port.protocol') ?? '';
    return {
      path: `spec.servers[${index}]`,
      port: numberAt(server, 'port.number') ?? 0,
      protocol,
      hosts: itemsAt(server, 'hosts').map((each) => text(each) ?? ''),
      secure: protocol === 'HTTPS' || protocol === 'TLS',
      tls: at(server, 'tls') !== undefined,
      mode: textAt(tls, 'mode'),
      certificate: CERTIFICATES.some((key) => tls[key] !== undefined && tls[key] !== null && tls[key] !== ''),
      redirects: tls['httpsRedirect'] === true,
    };
  });
}

/** Ports of the Service in front of a Gateway's pods, or of the chart that makes them; none where they are not known, or do not count. */
export function openPorts(world: World, { object }: WorldObject): { readonly service: string; readonly ports: readonly number[] } {
  const selector = textsAt(object, 'spec.selector');
  const pods = Object.keys(selector).length === 0 ? [] : world.podsWith(selector);
  const services = [...new Set(pods.flatMap((pod) => world.servicesOf(pod)))];
  const ports = services.flatMap(({ object: service }) => servicePorts(service)).flatMap(({ port, targetPort }) => [port, targetPort]);
  const charts =
    pods.length > 0 ? [] : gatewayPods(world).filter(({ labels }) => Object.keys(selector).length > 0 && matches(selector, labels));
  const ofChart = charts.every((each) => each.ports !== undefined) ? charts.flatMap((each) => each.ports ?? []) : [];
  const onHost = pods.some(({ spec }) => spec['hostNetwork'] === true);
  return {
    service: services[0]?.object.metadata.name ?? charts[0]?.labels['app'] ?? '',
    ports: onHost ? [] : [...new Set([...ports.filter((port) => typeof port === 'number'), ...ofChart])],
  };
}

/** Whether some Gateway of the same pods has a server with TLS for one of these hosts. */
export function endsTls(world: World, { object }: WorldObject, hosts: readonly string[]): boolean {
  const selector = textsAt(object, 'spec.selector');
  const names = hosts.map(withoutNamespace);
  return world.ofKind(GATEWAY).some((each) => {
    const other = Object.entries(textsAt(each.object, 'spec.selector'));
    if (!other.every(([key, value]) => selector[key] === undefined || selector[key] === value)) return false;
    const secure = gatewayServers(each).filter((server) => server.secure);
    return secure.some((server) => server.hosts.some((host) => names.some((name) => overlap(withoutNamespace(host), name))));
  });
}

function withoutNamespace(host: string): string {
  return host.replace(/^.*\//, '');
}

function overlap(one: string, other: string): boolean {
  const isIn = (wild: string, host: string): boolean => wild.startsWith('*.') && host.endsWith(wild.slice(1));
  return one === '*' || other === '*' || one === other || isIn(one, other) || isIn(other, one);
}

/** Gateways of the same pods that take the same host on the same port, this one among them. */
export function listeners(world: World, gateway: WorldObject, port: number, host: string): readonly WorldObject[] {
  const known = world.once('gateway listeners', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(GATEWAY)) {
      for (const server of gatewayServers(each)) for (const name of server.hosts) addTo(map, keyOf(each, server.port, name), each);
    }
    return map;
  });
  return known.get(keyOf(gateway, port, host)) ?? [];
}

function keyOf({ object }: WorldObject, port: number, host: string): string {
  const selector = Object.entries(fieldsAt(object, 'spec.selector')).sort(byKey);
  // A host of one namespace is another host: `blog/*.example.com`. `*/` is every namespace, as no namespace is; `.` is the Gateway's own.
  const named = host.startsWith('./') ? `${object.metadata.namespace ?? ''}/${host.slice(2)}` : host.replace(/^\*\//, '');
  return JSON.stringify([selector, port, named]);
}

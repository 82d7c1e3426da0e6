import type { PodTemplate, Container } from './pods.ts';
import { fields, itemsAt, numberAt, textAt } from './read.ts';

export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number;
  /** A number, or the name of a container port; the port's own number when left out. */
  readonly targetPort: number | string;
  readonly appProtocol: string | undefined;
  /** `TCP` unless stated. */
  readonly protocol: string;
  /** `spec.ports[0]` */
  readonly path: string;
}

export function servicePorts(service: unknown): readonly ServicePort[] {
  return itemsAt(service, 'spec.ports').map((raw, index) => {
    const port = numberAt(raw, 'port') ?? Number.NaN;
    const target = fields(raw)['targetPort'];
    return {
      name: textAt(raw, 'name'),
      port,
      targetPort: typeof target === 'number' || typeof target === 'string' ? target : port,
      appProtocol: textAt(raw, 'appProtocol'),
      protocol: textAt(raw, 'protocol') ?? 'TCP',
      path: `spec.ports[${index}]`,
    };
  });
}

/** The container that declares the port a Service sends to. */
export function containerBehind(port: ServicePort, pod: PodTemplate): Container | undefined {
  const { targetPort } = port;
  const declares = (container: Container): boolean =>
    container.ports.some((each) => (typeof targetPort === 'number' ? each.port === targetPort : each.name === targetPort));
  return pod.containers.find((container) => !container.init && declares(container));
}

/** Number of the pod's port that a Service port ends at. */
export function podPort(port: ServicePort, pod: PodTemplate): number | undefined {
  const { targetPort } = port;
  if (typeof targetPort === 'number') return targetPort;
  for (const container of pod.containers) {
    const found = container.ports.find((each) => each.name === targetPort);
    if (found !== undefined) return found.port;
  }
  return undefined;
}

/** Protocol that Istio takes a Service port for: `appProtocol`, or the first word of the port's name. */
export function protocolOf(port: ServicePort): string | undefined {
  return port.appProtocol ?? port.name?.split('-')[0];
}

const HTTP = new Set(['http', 'http2', 'grpc', 'grpc-web', 'kubernetes.io/h2c', 'kubernetes.io/ws']);

/** Declared as HTTP; a port that says nothing is judged by its usual number. */
export function speaksHttp(port: ServicePort): boolean {
  const protocol = protocolOf(port);
  if (protocol !== undefined && HTTP.has(protocol)) return true;
  return (
    (protocol === undefined || port.appProtocol === undefined) &&
    [80, 3000, 8000, 8080, 8081].includes(port.port) &&
    !/^(tcp|udp|tls)\b/.test(protocol ?? '')
  );
}

/** A host name inside the cluster: `web`, `web.blog`, `web.blog.svc`, `web.blog.svc.cluster.local`. */
export interface ServiceHost {
  readonly name: string;
  readonly namespace: string;
}

/** The Service that a host name stands for, seen from a namespace; `undefined` for a name of the outside world, a wildcard or an address. */
export function serviceHost(host: string, from: string): ServiceHost | undefined {
  const parts = host.replace(/\.$/, '').split('.');
  const [name, namespace, svc] = parts;
  if (name === undefined || !parts.every((part) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(part)) || /^\d+$/.test(parts.at(-1) ?? ''))
    return undefined;
  if (namespace === undefined) return { name, namespace: from };
  if (svc === undefined) return { name, namespace };
  if (svc !== 'svc') {
    // A pod of a StatefulSet: mysql-0.mysql.blog.svc.cluster.local
    return parts[3] === 'svc' ? { name: namespace, namespace: svc } : undefined;
  }
  return { name, namespace };
}

import type { Container, PodTemplate } from '../pods.ts';
import { at, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { declaredProtocol } from '../mesh/protocols.ts';
import { containerBehind, podPort, type ServicePort } from '../services.ts';
import type { World } from '../world.ts';

/** What a port of a Service speaks, and how one knows. */
export interface PortSpeech {
  readonly encrypted: boolean;
  /** `is probed by HTTP`, `is called http-web` */
  readonly because: string;
  /** The kubelet gets its answers there: nothing else would work. */
  readonly sure: boolean;
}

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];
const PLAIN: ReadonlySet<string> = new Set(['http', 'kubernetes.io/ws']);
const USUALLY_TLS: ReadonlySet<number> = new Set([443, 6443, 8443, 9443]);

/** Whether a port of a Service in the tree speaks HTTP or HTTPS; `undefined` where nothing, or not all, says the same. */
export function speechOf(service: WorldObject, port: ServicePort, world: World): PortSpeech | undefined {
  const pods = world.podsOfService(service);
  const declared = declaredProtocol(port);
  const named = declared === 'https' ? true : declared !== undefined && PLAIN.has(declared) ? false : undefined;
  const probed = new Set(pods.flatMap((pod) => probedBy(port, pod) ?? []));
  if (pods.length === 0 || probed.size > 1) return undefined;
  const [byProbe] = probed;
  const called = port.appProtocol === undefined ? `is called ${port.name ?? ''}` : `has appProtocol ${port.appProtocol}`;
  if (byProbe === undefined) {
    // The name alone counts only where nothing in the pods speaks of certificates; charts call all ports alike, by one switch.
    if (world.isProvided(service)) return undefined;
    if (named === undefined || (!named && (USUALLY_TLS.has(port.port) || pods.some(mentionsTls)))) return undefined;
    return { encrypted: named, because: called, sure: false };
  }
  if (named !== undefined && named !== byProbe) return undefined;
  if (!byProbe && (USUALLY_TLS.has(port.port) || pods.some(mentionsTls))) return undefined;
  return { encrypted: byProbe, because: `is probed by ${byProbe ? 'HTTPS' : 'HTTP'}`, sure: true };
}

/** Whether the probes of the port behind are encrypted. */
function probedBy(port: ServicePort, pod: PodTemplate): boolean | undefined {
  const container = containerBehind(port, pod);
  const number = podPort(port, pod);
  if (container === undefined || number === undefined) return undefined;
  for (const kind of PROBES) {
    const asked = at(container.fields[kind], 'httpGet');
    if (asked !== undefined && probeNumber(asked, container) === number) return textAt(asked, 'scheme')?.toUpperCase() === 'HTTPS';
  }
  return undefined;
}

function probeNumber(asked: unknown, container: Container): number | undefined {
  const port = at(asked, 'port');
  return typeof port === 'number' ? port : container.ports.find(({ name }) => name === port)?.port;
}

/** A certificate or a word of TLS in what the pod is told: it may answer on one port in both ways. Addresses that it calls say nothing of that. */
function mentionsTls(pod: PodTemplate): boolean {
  const told = JSON.stringify(pod.spec).replace(/\bhttps:\/\/[^\s"'\\]+/g, '');
  return /\b(tls|ssl|https|cert|certs|certificate)\b/i.test(told.replace(/[_-]/g, ' '));
}

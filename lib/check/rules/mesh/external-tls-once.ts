import { destinationHosts, rulesOfHost } from '../../mesh/service-entries.ts';
import { itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const CLIENT_TLS = new Set(['HTTPS', 'TLS']);
const PLAIN = new Set(['HTTP', 'HTTP2', 'GRPC']);

export const externalTlsOnce = defineRule({
  id: 'external-tls-once',
  severity: 'error',
  kinds: ['networking.istio.io/v1/ServiceEntry'],
  asks: 'Towards a host outside TLS is spoken once, by the client or by its proxy, and not with certificates of the mesh.',
  source: 'https://istio.io/latest/docs/ops/common-problems/network-issues/#double-tls',
  *check(manifest, world) {
    const { object } = manifest;
    // A workload of the mesh on a machine of its own takes its certificates.
    const outside = textAt(object, 'spec.location') !== 'MESH_INTERNAL';
    for (const [index, port] of itemsAt(object, 'spec.ports').entries()) {
      const path = `spec.ports[${index}].protocol`;
      const protocol = textAt(port, 'protocol')?.toUpperCase() ?? '';
      for (const host of itemsAt(object, 'spec.hosts').flatMap((each) => text(each) ?? [])) {
        const found = judge(
          { host, protocol, number: numberAt(port, 'number') ?? 0, target: numberAt(port, 'targetPort'), outside },
          manifest,
          world,
        );
        if (found === undefined) continue;
        yield { path, ...found };
        break;
      }
    }
  },
});

interface Way {
  readonly host: string;
  readonly protocol: string;
  readonly number: number;
  readonly target: number | undefined;
  readonly outside: boolean;
}

function judge({ host, protocol, number, target, outside }: Way, entry: WorldObject, world: World): Omit<Issue, 'path'> | undefined {
  const rules = rulesOfHost(world, host);
  const { mode, rule } = modeOf(rules, number);
  const named = `DestinationRule ${rule?.object.metadata.name ?? ''}`;
  if (mode === 'ISTIO_MUTUAL' && outside && itemsAt(entry.object, 'spec.subjectAltNames').length === 0) {
    return {
      message: `${named} shows ${host} a certificate of the mesh (ISTIO_MUTUAL), and the host is outside of it`,
      why: 'The host does not know the authority of the mesh, nor the mesh its certificate: each handshake fails with 503.',
      fix: 'Write tls mode SIMPLE for a plain port, DISABLE where clients speak TLS themselves.',
    };
  }
  // A route may lead plain requests of another port here, for the proxy to encrypt.
  if (CLIENT_TLS.has(protocol) && (mode === 'SIMPLE' || mode === 'MUTUAL') && !destinationHosts(world).has(host)) {
    return {
      message: `port ${number} of ${host} is ${protocol}: clients encrypt, and ${named} encrypts once more (${mode})`,
      why: 'The server finds a second handshake in what it has decrypted: clients report "wrong version number", and no call gets through.',
      fix: `Remove tls from ${named}, or declare {number: 80, protocol: HTTP, targetPort: 443} and let clients call http://.`,
    };
  }
  if (PLAIN.has(protocol) && target === 443 && mode === undefined && rules.length === 0) {
    return {
      message: `port ${number} of ${host} is plain ${protocol} and goes on to 443, and no DestinationRule encrypts it`,
      why: 'The server is sent a plain request where it expects TLS: it answers 400, or closes the connection.',
      fix: `Add a DestinationRule for ${host} with trafficPolicy.tls.mode SIMPLE.`,
    };
  }
  return undefined;
}

function modeOf(rules: readonly WorldObject[], port: number): { readonly mode?: string; readonly rule?: WorldObject } {
  for (const rule of rules) {
    const ofPort = itemsAt(rule.object, 'spec.trafficPolicy.portLevelSettings').find((each) => numberAt(each, 'port.number') === port);
    const mode = textAt(ofPort, 'tls.mode') ?? (ofPort === undefined ? textAt(rule.object, 'spec.trafficPolicy.tls.mode') : undefined);
    if (mode !== undefined) return { mode, rule };
  }
  return {};
}

import { declaredProtocol } from '../../mesh/protocols.ts';
import { spokenOn, type Spoken } from '../../mesh/spoken.ts';
import { calledBySidecars } from '../../network/sidecar-calls.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { podPort, servicePorts, type ServicePort } from '../../services.ts';

export const portProtocolFits = defineRule({
  id: 'port-protocol-fits',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'The protocol that a Service of the mesh declares for a port is the one that its pods speak there.',
  source: 'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/#explicit-protocol-selection',
  *check(manifest, world) {
    const pods = world.podsOfService(manifest);
    for (const port of servicePorts(manifest.object)) {
      const declared = declaredProtocol(port);
      if (declared === undefined) continue;
      for (const pod of pods) {
        const number = podPort(port, pod);
        const spoken = number === undefined ? undefined : spokenOn(pod, number);
        const issue = spoken === undefined ? undefined : judge(declared, spoken, port);
        // The sidecars of its clients go by the name as well, whether it has one itself or not.
        if (issue === undefined || (pod.injection !== 'yes' && !calledBySidecars(world, pod, number ?? 0))) continue;
        yield {
          path: port.path,
          ...issue,
          message: `port ${port.port} declares ${declared} (${written(port)}), and port ${number ?? ''} of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} ${spoken?.because ?? ''}`,
        };
        break;
      }
    }
  },
});

const HTTP_1 = new Set(['http', 'kubernetes.io/ws']);
const HTTP_2 = new Set(['http2', 'grpc', 'kubernetes.io/h2c']);

function judge(declared: string, { speech }: Spoken, port: ServicePort): Omit<Issue, 'path' | 'message'> | undefined {
  if (speech === 'bytes' && (HTTP_1.has(declared) || HTTP_2.has(declared) || declared === 'grpc-web')) {
    return {
      why: 'The sidecars read the first bytes as an HTTP request, find none, and close the connection: no client gets through.',
      fix: `Name the port tcp-… or set appProtocol: tcp.`,
    };
  }
  if (speech === 'grpc' && HTTP_1.has(declared)) {
    return {
      why: 'The sidecar speaks HTTP/1.1 to a server that takes HTTP/2: every call ends with "upstream connect error" or UNAVAILABLE.',
      fix: port.appProtocol === undefined ? 'Name the port grpc-….' : 'Write appProtocol: grpc.',
    };
  }
  if (speech === 'http' && HTTP_2.has(declared)) {
    return {
      severity: 'warning',
      why: 'The sidecar speaks HTTP/2 without TLS to it: a server that takes HTTP/1.1 alone closes the connection, and callers get 503.',
      fix: 'Name the port http-…, unless the program takes HTTP/2 in clear text (h2c), too.',
    };
  }
  if (speech === 'https' && (HTTP_1.has(declared) || HTTP_2.has(declared))) {
    return {
      severity: 'warning',
      why: 'The sidecar looks for a plain request in what is TLS: calls by https are closed, and plain ones are refused by the server.',
      fix: 'Name the port https-….',
    };
  }
  return undefined;
}

function written({ appProtocol, name }: ServicePort): string {
  return appProtocol === undefined ? `name ${name ?? ''}` : `appProtocol ${appProtocol}`;
}

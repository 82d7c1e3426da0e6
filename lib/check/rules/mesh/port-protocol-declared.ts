import { declaredProtocol } from '../../mesh/protocols.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

export const portProtocolDeclared = defineRule({
  id: 'port-protocol-declared',
  severity: 'warning',
  kinds: ['v1/Service'],
  asks: 'The ports of a Service in the mesh say their protocol, by the first word of their name or by appProtocol.',
  source:
    'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/; https://istio.io/latest/docs/reference/config/analysis/ist0118/',
  *check(manifest, world) {
    if (!world.podsOfService(manifest).some(({ injection }) => injection === 'yes')) return;
    const silent = servicePorts(manifest.object).filter((port) => port.protocol === 'TCP' && declaredProtocol(port) === undefined);
    const [first] = silent;
    if (first === undefined) return;
    const ports = silent.map(({ port, name }) => (name === undefined ? String(port) : `${port} (${name})`)).join(', ');
    const unnamed = silent.some(({ name }) => name === undefined);
    yield {
      path: first.path,
      // A name that means nothing to Istio is at least looked into: HTTP is then found by its first bytes.
      severity: unnamed ? 'warning' : 'info',
      message: `port ${ports} ${unnamed ? 'has neither a name with a protocol nor appProtocol' : 'has a name that says no protocol'}; Istio has to guess what it carries`,
      why: 'Istio waits for the first bytes to guess: servers that speak first stall, and what is taken for plain TCP gets no routes, retries or HTTP metrics.',
      fix: 'Name it after what it carries (http-web, grpc-api, tcp-db), or set appProtocol.',
    };
  },
});

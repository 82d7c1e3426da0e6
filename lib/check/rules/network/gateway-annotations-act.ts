import { join, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { gatewaysOff } from '../../security/acme.ts';

/** What load balancers read of the Service of a Gateway. */
const OF_SERVICES = /^(metallb\.(io|universe\.tf)|lbipam\.cilium\.io|service\.beta\.kubernetes\.io)\/|^io\.cilium\/lb-ipam-/;

export const gatewayAnnotationsAct = defineRule({
  id: 'gateway-annotations-act',
  severity: 'error',
  kinds: ['gateway.networking.k8s.io/v1/Gateway'],
  asks: 'Annotations of a Gateway stand where they reach its Service, and ask a cert-manager that looks at Gateways.',
  source:
    'https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/; https://cert-manager.io/docs/usage/gateway/; seed 004, section 8.4',
  *check({ object }, world) {
    for (const [key] of Object.entries(textsAt(object, 'metadata.annotations'))) {
      const path = join('metadata.annotations', key);
      if (OF_SERVICES.test(key) && textAt(object, 'spec.gatewayClassName') === 'cilium') {
        yield {
          path,
          message: `${key} stands on the Gateway, and Cilium hands on to its Service what stands in spec.infrastructure.annotations`,
          why: 'The Service gets any free address: DNS and firewall lead to another one, where nobody answers.',
          fix: 'Move it to spec.infrastructure.annotations.',
        };
      }
      if (!/^cert-manager\.io\/(cluster-)?issuer$/.test(key) || !gatewaysOff(world)) continue;
      yield {
        path,
        message: `${key} asks cert-manager for a certificate, and its values do not switch Gateways on`,
        why: 'cert-manager passes over Gateways unless it is told: the Secret is never made, and the listener has no certificate.',
        fix: 'Set config.enableGatewayAPI: true (with apiVersion and kind ControllerConfiguration) in the values of cert-manager.',
      };
    }
  },
});

import { fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const ingressEncrypted = defineRule({
  id: 'ingress-encrypted',
  severity: 'info',
  kinds: ['networking.k8s.io/v1/Ingress'],
  asks: 'A public host of an Ingress is served over TLS.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  *check({ object }, world) {
    const alb = plainBalancer(object, world);
    if (alb !== undefined)
      yield {
        path: 'metadata.annotations',
        severity: 'warning',
        message: `the load balancer on the internet listens on ${alb} only`,
        why: 'Passwords, tokens and cookies are readable on the way, by everybody between the browser and AWS.',
        fix: 'Add alb.ingress.kubernetes.io/certificate-arn and {"HTTPS":443} to listen-ports, and redirect with ssl-redirect: "443".',
      };
    const covered = itemsAt(object, 'spec.tls').flatMap((each) => itemsAt(each, 'hosts').map((host) => text(host) ?? ''));
    const annotations = Object.keys(object.metadata.annotations ?? {}).join(' ');
    // Load balancers of clouds, and controllers with one certificate for all, end TLS before the Ingress.
    if (
      /certificate|ssl|tls|alb\.ingress|gce/.test(annotations) ||
      itemsAt(object, 'spec.tls').some((each) => itemsAt(each, 'hosts').length === 0)
    )
      return;
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      const host = textAt(rule, 'host');
      if (
        host === undefined ||
        !host.includes('.') ||
        /\.(local|internal|lan|home|test|localhost|localdev\.me|nip\.io|sslip\.io)$/.test(host)
      )
        continue;
      if (covered.some((each) => each === host || (each.startsWith('*.') && host.endsWith(each.slice(1))))) continue;
      yield {
        path: `spec.rules[${index}].host`,
        message: `${host} is served without TLS, as far as the tree shows`,
        why: 'Passwords and cookies are readable on the way, unless something before the cluster encrypts them.',
        fix: 'Add spec.tls with the host and a Secret (cert-manager makes it), or say with an exception what ends TLS before it.',
      };
    }
  },
});

const ALB = 'alb.ingress.kubernetes.io/';

/** Ports of a public balancer of AWS that are all plain; in a group another Ingress may bring the certificate. */
function plainBalancer(object: unknown, world: World): string | undefined {
  const own = fieldsAt(object, 'metadata.annotations');
  const said = (name: string): string => text(own[`${ALB}${name}`]) ?? '';
  const ports = said('listen-ports');
  if (said('scheme') !== 'internet-facing' || ports === '' || /HTTPS|[{$]\{/.test(ports) || said('group.name') !== '') return undefined;
  const more = said('certificate-arn') !== '' || itemsAt(object, 'spec.tls').length > 0;
  if (more || world.ofKind('elbv2.k8s.aws/v1beta1/IngressClassParams').length > 0) return undefined;
  return /"HTTP"\s*:\s*\d+/.exec(ports)?.[0]?.replace(/"/g, '');
}

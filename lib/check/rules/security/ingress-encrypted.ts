import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const ingressEncrypted = defineRule({
  id: 'ingress-encrypted',
  severity: 'info',
  kinds: ['networking.k8s.io/v1/Ingress'],
  asks: 'A public host of an Ingress is served over TLS.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  *check({ object }) {
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

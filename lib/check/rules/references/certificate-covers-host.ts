import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { certificateNames, certificatesIn, coversHost } from '../../security/certificates.ts';
import type { World } from '../../world.ts';

export const certificateCoversHost = defineRule({
  id: 'certificate-covers-host',
  severity: 'error',
  kinds: ['networking.k8s.io/v1/Ingress', 'networking.istio.io/v1/Gateway'],
  asks: 'The certificate that is shown for a host has its name, and each host of an Ingress that encrypts is among those encrypted.',
  source: 'https://cert-manager.io/docs/usage/certificate/; https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'Gateway') {
      for (const [index, server] of itemsAt(object, 'spec.servers').entries()) {
        const hosts = itemsAt(server, 'hosts').flatMap((host) => (text(host) ?? '').split('/').at(-1) ?? []);
        yield* covered(hosts, textAt(server, 'tls.credentialName'), undefined, `spec.servers[${index}].tls.credentialName`, world);
      }
      return;
    }
    const listed: string[] = [];
    for (const [index, entry] of itemsAt(object, 'spec.tls').entries()) {
      const hosts = itemsAt(entry, 'hosts').flatMap((host) => text(host) ?? []);
      listed.push(...hosts);
      yield* covered(hosts, textAt(entry, 'secretName'), object.metadata.namespace ?? '', `spec.tls[${index}].secretName`, world);
    }
    // Without hosts, the controller takes the certificate for all.
    if (listed.length === 0 || itemsAt(object, 'spec.tls').some((entry) => itemsAt(entry, 'hosts').length === 0)) return;
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      const host = textAt(rule, 'host') ?? '';
      if (host === '' || /[$<{]/.test(host) || coversHost(listed, host)) continue;
      yield {
        path: `spec.rules[${index}].host`,
        severity: 'warning',
        message: `${host} is not among the hosts of spec.tls: ${listed.join(', ')}`,
        why: 'The controller shows its own certificate for it: browsers warn everybody who comes.',
        fix: `Add ${host} to spec.tls[].hosts, or correct one of the two.`,
      };
    }
  },
});

function* covered(
  hosts: readonly string[],
  secret: string | undefined,
  namespace: string | undefined,
  path: string,
  world: World,
): Iterable<Issue> {
  const made = certificatesIn(world, secret ?? '', namespace);
  const names = made.flatMap(certificateNames);
  if (made.length === 0 || names.some((name) => /[$<{]/.test(name))) return;
  for (const host of hosts) {
    if (host === '*' || /[$<{]/.test(host) || coversHost(names, host)) continue;
    yield {
      path,
      message: `${host} is shown the certificate of Secret ${secret ?? ''}, which is for ${names.join(', ')}`,
      why: 'Browsers and clients refuse it: the name does not match.',
      fix: `Add ${host} to dnsNames of Certificate ${made[0]?.object.metadata.name ?? ''}.`,
    };
  }
}

import { GATEWAY, hostsOfListener } from '../../network/gateway-listeners.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, kindKey, kindOf, type Issue, type WorldObject } from '../../rule.ts';
import { certificateNames, certificatesIn, coversHost } from '../../security/certificates.ts';
import type { World } from '../../world.ts';

export const certificateCoversHost = defineRule({
  id: 'certificate-covers-host',
  severity: 'error',
  kinds: ['networking.k8s.io/v1/Ingress', 'networking.istio.io/v1/Gateway', GATEWAY],
  asks: 'The certificate that is shown for a host has its name, and each host of an Ingress that encrypts is among those encrypted.',
  source: 'https://cert-manager.io/docs/usage/certificate/; https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  *check(manifest, world) {
    const { object } = manifest;
    if (kindOf(object) === kindKey(GATEWAY)) return yield* listeners(manifest, world);
    if (object.kind === 'Gateway') {
      for (const [index, server] of itemsAt(object, 'spec.servers').entries()) {
        const hosts = itemsAt(server, 'hosts').flatMap((host) => (text(host) ?? '').split('/').at(-1) ?? []);
        const secret = textAt(server, 'tls.credentialName');
        yield* covered(hosts, secret, certificatesIn(world, secret ?? '', undefined), `spec.servers[${index}].tls.credentialName`);
      }
      return;
    }
    const listed: string[] = [];
    for (const [index, entry] of itemsAt(object, 'spec.tls').entries()) {
      const hosts = itemsAt(entry, 'hosts').flatMap((host) => text(host) ?? []);
      listed.push(...hosts);
      const secret = textAt(entry, 'secretName');
      yield* covered(hosts, secret, certificatesIn(world, secret ?? '', object.metadata.namespace ?? ''), `spec.tls[${index}].secretName`);
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

/** Of several certificates of a listener each host needs one. */
function* listeners(manifest: WorldObject, world: World): Iterable<Issue> {
  const own = manifest.object.metadata.namespace ?? '';
  for (const [index, listener] of itemsAt(manifest.object, 'spec.listeners').entries()) {
    const secrets = itemsAt(listener, 'tls.certificateRefs').map((each) => ({
      name: textAt(each, 'name') ?? '',
      made: certificatesIn(world, textAt(each, 'name') ?? '', textAt(each, 'namespace') ?? own),
    }));
    // One that nobody shows may be for any host.
    if (secrets.some(({ made }) => made.length === 0)) continue;
    const hosts = hostsOfListener(manifest, listener, world);
    const path = `spec.listeners[${index}].tls.certificateRefs`;
    yield* covered(
      hosts,
      secrets.map(({ name }) => name).join(', '),
      secrets.flatMap(({ made }) => made),
      path,
    );
  }
}

function* covered(hosts: readonly string[], secret: string | undefined, made: readonly WorldObject[], path: string): Iterable<Issue> {
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

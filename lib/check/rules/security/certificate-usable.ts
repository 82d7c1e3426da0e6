import { Duration } from '../../../values/duration.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { CERTIFICATE, certificateNames, certificatesIn, coversHost, issuersWith } from '../../security/certificates.ts';
import { callsShown } from '../../security/shown-certificates.ts';
import type { World } from '../../world.ts';

export const certificateUsable = defineRule({
  id: 'certificate-usable',
  severity: 'error',
  kinds: [CERTIFICATE],
  asks: 'A certificate lasts longer than its renewal takes, is one of an authority where others are signed with it, has a Secret of its own, and the names by which its Service is called.',
  source:
    'https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec; https://cert-manager.io/docs/configuration/ca/; seed 004, section 12',
  *check(manifest, world) {
    const { object } = manifest;
    const [duration, before] = [hours(textAt(object, 'spec.duration') ?? '2160h'), hours(textAt(object, 'spec.renewBefore'))];
    if (duration !== undefined && before !== undefined && before >= duration) {
      yield {
        path: 'spec.renewBefore',
        message: `renewBefore is ${textAt(object, 'spec.renewBefore') ?? ''}, and the certificate lasts ${textAt(object, 'spec.duration') ?? '2160h (the default)'}`,
        why: 'cert-manager refuses it: "renewBefore must be less than duration". There is no certificate at all.',
        fix: 'Make renewBefore about a third of duration.',
      };
    }
    const secret = textAt(object, 'spec.secretName') ?? '';
    const issuer = issuersWith(world, secret).find(
      (each) => (each.object.metadata.namespace ?? object.metadata.namespace) === object.metadata.namespace,
    );
    if (issuer !== undefined && at(object, 'spec.isCA') !== true) {
      yield {
        path: at(object, 'spec.isCA') === undefined ? 'spec.secretName' : 'spec.isCA',
        message: `${issuer.object.kind} ${issuer.object.metadata.name} signs with this certificate, which is not that of an authority`,
        why: 'The issuer is not ready ("signing key is not a CA"), or clients refuse everything that it signed.',
        fix: 'Set isCA: true.',
      };
    }
    const first = certificatesIn(world, secret, object.metadata.namespace ?? '')[0]?.object.metadata.name;
    if (first !== undefined && first !== object.metadata.name && secret !== '') {
      yield {
        path: 'spec.secretName',
        message: `Certificate ${first} is written into Secret ${secret}, too`,
        why: 'cert-manager issues the two by turns, without end, and whoever mounts the Secret shows the wrong name half of the time.',
        fix: 'Give each Certificate a Secret of its own.',
      };
    }
    yield* named(manifest, secret, world);
  },
});

function hours(written: string | undefined): number | undefined {
  try {
    return written === undefined ? undefined : Duration.parse(written).seconds;
  } catch {
    return undefined;
  }
}

/** Whoever calls the Service of pods that show this certificate asks for one of its names. */
function* named(manifest: WorldObject, secret: string, world: World): Iterable<Issue> {
  const { object } = manifest;
  const names = certificateNames(manifest);
  if (secret === '' || names.length === 0 || names.some((name) => /[$<{]/.test(name)) || itemsAt(object, 'spec.ipAddresses').length > 0)
    return;
  for (const { host, by } of callsShown(world, object.metadata.namespace ?? '', secret)) {
    if (coversHost(names, host)) continue;
    yield {
      path: 'spec.dnsNames',
      severity: 'warning',
      message: `${by} calls https://${host}, and the certificate is for ${names.join(', ')}`,
      why: 'The client refuses the connection: "certificate is valid for …, not …".',
      fix: `Add ${host} to dnsNames.`,
    };
    return;
  }
}

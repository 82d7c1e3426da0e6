import { at, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { CERTIFICATE, certificatesIn } from '../../security/certificates.ts';
import type { World } from '../../world.ts';

const ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]*:[0-9a-f:]+$/i;
const REFUSED = 'The webhook of cert-manager refuses the Certificate: there is none, and who waits for its Secret does not start.';
/** What a key of an algorithm may be long, in bits. @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificatePrivateKey */
const SIZES: Readonly<Record<string, (size: number) => boolean>> = {
  RSA: (size) => size >= 2048 && size <= 8192,
  ECDSA: (size) => size === 256 || size === 384 || size === 521,
};

export const certificateFieldsFit = defineRule({
  id: 'certificate-fields-fit',
  severity: 'error',
  kinds: [CERTIFICATE],
  asks: 'The key, the names and the times of a Certificate fit together, and it ends before the authority that signs it.',
  source: 'https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec',
  *check(manifest, world) {
    const { object } = manifest;
    const [algorithm, size] = [textAt(object, 'spec.privateKey.algorithm') ?? 'RSA', numberAt(object, 'spec.privateKey.size')];
    if (size !== undefined && SIZES[algorithm]?.(size) === false) {
      yield {
        path: 'spec.privateKey.size',
        message: `a key of ${algorithm} has no ${size} bits`,
        why: REFUSED,
        fix: algorithm === 'ECDSA' ? 'Write 256, 384 or 521.' : 'Write 2048 to 8192.',
      };
    }
    if (at(object, 'spec.renewBefore') !== undefined && at(object, 'spec.renewBeforePercentage') !== undefined) {
      const message = 'renewBefore and renewBeforePercentage both say when it is renewed';
      yield { path: 'spec.renewBeforePercentage', message, why: REFUSED, fix: 'Keep one of them.' };
    }
    for (const [index, raw] of itemsAt(object, 'spec.dnsNames').entries()) {
      const name = text(raw) ?? '';
      if (!ADDRESS.test(name)) continue;
      yield {
        path: `spec.dnsNames[${index}]`,
        message: `${name} is an address, and stands among the names`,
        why: 'Clients that call it by address refuse it ("doesn\'t contain any IP SANs"); Vault and ACME do not sign such a name.',
        fix: 'Move it to ipAddresses.',
      };
    }
    for (const [index, raw] of itemsAt(object, 'spec.ipAddresses').entries()) {
      const address = text(raw) ?? '';
      if (ADDRESS.test(address) || /[${<]/.test(address)) continue;
      yield { path: `spec.ipAddresses[${index}]`, message: `${address} is no address`, why: REFUSED, fix: 'Move it to dnsNames.' };
    }
    yield* outlives(manifest, world);
  },
});

/** What is signed for longer than its authority is there. */
function* outlives({ object }: WorldObject, world: World): Iterable<Issue> {
  const kind = textAt(object, 'spec.issuerRef.kind') ?? 'Issuer';
  const own = object.metadata.namespace ?? '';
  const issuer = world.find(`cert-manager.io/v1/${kind}`, kind === 'ClusterIssuer' ? '' : own, textAt(object, 'spec.issuerRef.name') ?? '');
  const secret = textAt(issuer?.object, 'spec.ca.secretName');
  // The Secret of a ClusterIssuer is in the namespace of cert-manager, whatever that is called.
  const [authority] = secret === undefined ? [] : certificatesIn(world, secret, kind === 'ClusterIssuer' ? undefined : own);
  const [life, of] = [hours(textAt(object, 'spec.duration')), hours(textAt(authority?.object, 'spec.duration'))];
  if (authority === undefined || authority.object === object || life === undefined || of === undefined || life <= of) return;
  yield {
    path: 'spec.duration',
    severity: 'warning',
    message: `it lasts ${life} h, and the authority that signs it, Certificate ${authority.object.metadata.name}, ${of} h`,
    why: 'From the end of the authority on clients refuse it, although it is valid itself, and cert-manager sees no reason to renew it.',
    fix: `Let the authority last several times as long, or write at most ${of}h here.`,
  };
}

/** `2160h`; 90 days where nothing is said. */
function hours(written: string | undefined): number | undefined {
  if (written === undefined) return 2160;
  const [, count] = /^(\d+)h(?:0+m)?(?:0+s)?$/.exec(written) ?? [];
  return count === undefined ? undefined : Number(count);
}

import { vaultSetup } from '../../clusters/vault-setup.ts';
import { Duration } from '../../../values/duration.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const vaultRoleSigns = defineRule({
  id: 'vault-role-signs',
  severity: 'error',
  kinds: ['cert-manager.io/v1/Certificate'],
  asks: 'The names and the life that a certificate asks for are ones that its role in Vault gives.',
  source: 'https://developer.hashicorp.com/vault/api-docs/secret/pki#create-update-role; seed 004, section 12',
  *check({ object }, world) {
    const settings = roleOf(object, world);
    if (settings === undefined) return;
    yield* names(object, settings);
    const [asked, most] = [textAt(object, 'spec.duration'), settings['max_ttl']];
    const [wanted, given] = [hours(asked ?? '2160h'), hours(most)];
    if (wanted === undefined || given === undefined || wanted <= given) return;
    const before = hours(textAt(object, 'spec.renewBefore'));
    const never = before !== undefined && before >= given;
    yield {
      path: asked === undefined ? 'spec' : 'spec.duration',
      severity: never ? 'error' : 'warning',
      message: `it asks for ${asked ?? '2160h (the default)'}, and its role in Vault gives at most ${most ?? ''}`,
      why: never
        ? 'Vault gives less than renewBefore: the certificate is due as soon as it is there, and cert-manager asks for the next one without end.'
        : 'Vault gives less than is asked: it is renewed more often than planned, and one outage longer than that ends it.',
      fix: `Ask for ${most ?? ''} or less, or raise max_ttl of the role (and of its mount).`,
    };
  },
});

type Settings = Readonly<Record<string, string>>;

/** Settings of the role that the issuer of a certificate signs with, as a script of the tree makes it. */
function roleOf(object: unknown, world: World): Settings | undefined {
  const kind = textAt(object, 'spec.issuerRef.kind') ?? 'Issuer';
  const place = kind === 'ClusterIssuer' ? '' : (textAt(object, 'metadata.namespace') ?? '');
  const issuer = world.find(`cert-manager.io/v1/${kind}`, place, textAt(object, 'spec.issuerRef.name') ?? '')?.object;
  const [, mount, role] = /^(.+)\/(?:sign|issue)\/([^/]+)$/.exec(textAt(issuer, 'spec.vault.path') ?? '') ?? [];
  return mount === undefined
    ? undefined
    : vaultSetup(world)
        ?.authorities.get(mount)
        ?.get(role ?? '');
}

function hours(written: string | undefined): number | undefined {
  try {
    // Vault takes a bare number for seconds.
    return written === undefined ? undefined : /^\d+$/.test(written) ? Number(written) / 3600 : Duration.parse(written).seconds / 3600;
  } catch {
    return undefined;
  }
}

function* names(object: unknown, settings: Settings): Iterable<Issue> {
  const allowed = (settings['allowed_domains'] ?? '').split(',').map((each) => each.trim());
  const on = (name: string): boolean => /^(true|1)$/.test(settings[name] ?? '');
  if (
    settings['allowed_domains'] === undefined ||
    /[$@{]/.test(settings['allowed_domains']) ||
    on('allow_any_name') ||
    on('allow_glob_domains')
  )
    return;
  for (const [index, raw] of itemsAt(object, 'spec.dnsNames').entries()) {
    const name = text(raw) ?? '';
    const bare = name.replace(/^\*\./, '');
    const fits = allowed.some(
      (domain) =>
        (on('allow_bare_domains') && bare === domain) ||
        (on('allow_subdomains') && (bare.endsWith(`.${domain}`) || (name.startsWith('*.') && bare === domain))),
    );
    if (fits || name === 'localhost' || /[$<{]/.test(name)) continue;
    yield {
      path: `spec.dnsNames[${index}]`,
      message: `its role in Vault signs ${on('allow_subdomains') ? 'names below' : 'the names'} ${allowed.join(', ')}, not ${name}`,
      why: 'Vault refuses the request ("subject alternate name … not allowed by this role"): there is no certificate.',
      fix:
        allowed.includes(bare) && !on('allow_bare_domains')
          ? 'Set allow_bare_domains=true for the role.'
          : `Add its domain to allowed_domains of the role${on('allow_subdomains') ? '' : ', with allow_subdomains=true'}.`,
    };
  }
}

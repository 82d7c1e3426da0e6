import { HELM_KINDS } from '../../helm.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

const LOCATION = 'velero.io/v1/BackupStorageLocation';

export const veleroProfileRead = defineRule({
  id: 'velero-profile-read',
  severity: 'error',
  kinds: [...HELM_KINDS, LOCATION],
  asks: 'The credentials of Velero for S3 have the profile that is read, and its keys by the names that AWS clients read.',
  source:
    'https://github.com/vmware-tanzu/velero-plugin-for-aws#option-1-set-permissions-with-an-iam-user; https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/backupstoragelocation.md',
  *check(manifest, world) {
    if (manifest.object.kind === 'BackupStorageLocation') {
      const { object } = manifest;
      const [name = '', key = 'cloud'] = ['spec.credential.name', 'spec.credential.key'].map((path) => textAt(object, path));
      if (isAws(textAt(object, 'spec.provider')))
        yield* judged(
          textIn(world, object.metadata.namespace ?? '', name, key),
          textAt(object, 'spec.config.profile'),
          `Secret ${name}`,
          'spec',
        );
      return;
    }
    for (const { chart, namespace, values } of releasesBy(world, manifest)) {
      if (chart !== 'velero') continue;
      const secret = textAt(values, 'credentials.existingSecret') ?? '';
      for (const [index, place] of itemsAt(values, 'configuration.backupStorageLocation').entries()) {
        const own = textAt(place, 'credential.name');
        const content =
          own !== undefined
            ? textIn(world, namespace, own, textAt(place, 'credential.key') ?? 'cloud')
            : (textAt(values, 'credentials.secretContents.cloud') ?? textIn(world, namespace, secret, 'cloud'));
        if (isAws(textAt(place, 'provider')))
          yield* judged(
            content,
            textAt(place, 'config.profile'),
            (own ?? secret) === '' ? 'credentials.secretContents' : `Secret ${own ?? secret}`,
            `${base(manifest.object.kind)}configuration.backupStorageLocation[${index}]`,
          );
      }
    }
  },
});

function isAws(provider: string | undefined): boolean {
  return /^(velero\.io\/)?aws$/.test(provider ?? '');
}

function base(kind: string): string {
  return { Application: 'spec.source.helm.valuesObject.', HelmRelease: 'spec.values.', HelmValues: 'values.' }[kind] ?? '';
}

/** The text of a key, as far as the tree shows it. */
function textIn(world: World, namespace: string, name: string, key: string): string | undefined {
  const made = world
    .inNamespace('external-secrets.io/v1/ExternalSecret', namespace)
    .find(({ object }) => (textAt(object, 'spec.target.name') ?? object.metadata.name) === name);
  return (
    textsAt(made?.object, 'spec.target.template.data')[key] ?? textsAt(world.find('v1/Secret', namespace, name)?.object, 'stringData')[key]
  );
}

function* judged(content: string | undefined, wanted = 'default', from: string, path: string): Iterable<Issue> {
  if (content === undefined || /[$<]\w*\{|^\s*\{\{[^}]*\}\}\s*$/.test(content)) return;
  const profiles = [...content.matchAll(/^\s*\[(?:profile )?([^\]{}]+)\]/gm)].map(([, name = '']) => name.trim());
  const why = 'The location stays Unavailable ("NoCredentialProviders" or "failed to get shared config profile"): no backup is made.';
  if (!profiles.includes(wanted)) {
    yield {
      path,
      message: `the credentials are read from profile ${wanted}, and ${from} has ${profiles.length === 0 ? 'no profile' : profiles.join(', ')}`,
      why,
      fix:
        profiles.length === 0
          ? `Write [${wanted}] on the first line.`
          : `Write [${wanted}] there, or config.profile: ${profiles[0] ?? ''} here.`,
    };
    return;
  }
  const lacking = ['aws_access_key_id', 'aws_secret_access_key'].filter((key) => !new RegExp(`^\\s*${key}\\s*=`, 'm').test(content));
  if (lacking.length === 0 || /role_arn|credential_process|web_identity|sso_/.test(content)) return;
  yield {
    path,
    message: `profile ${wanted} in ${from} has no ${lacking.join(' and ')}`,
    why,
    fix: `Write ${lacking.map((key) => `${key}=…`).join(' and ')} (in lower case).`,
  };
}

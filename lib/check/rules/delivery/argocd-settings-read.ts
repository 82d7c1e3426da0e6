import { isGuide } from '../../guides.ts';
import { fieldsAt, text, textsAt, type Fields } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

const PART_OF = 'app.kubernetes.io/part-of';
const SECRET_TYPE = 'argocd.argoproj.io/secret-type';
const CONFIGS = new Set(['argocd-cm', 'argocd-rbac-cm', 'argocd-ssh-known-hosts-cm', 'argocd-tls-certs-cm', 'argocd-gpg-keys-cm']);
/** Durations of Go: a number alone is none. */
const DURATIONS = ['timeout.reconciliation', 'timeout.reconciliation.jitter', 'timeout.hard.reconciliation', 'users.session.duration'];
const TYPES = ['repository', 'repo-creds', 'cluster', 'repository-write', 'repo-write-creds'];

export const argocdSettingsRead = defineRule({
  id: 'argocd-settings-read',
  severity: 'error',
  kinds: ['v1/ConfigMap', 'v1/Secret', 'bitnami.com/v1alpha1/SealedSecret', 'external-secrets.io/v1/ExternalSecret'],
  asks: 'Settings and repositories of Argo CD carry the labels by which it finds them, and durations with a unit.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#atomic-configuration; https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'ConfigMap') {
      if (!CONFIGS.has(object.metadata.name) || isPatch(manifest)) return;
      if (object.metadata.labels?.[PART_OF] !== 'argocd') {
        yield {
          path: 'metadata.labels',
          message: `ConfigMap ${object.metadata.name} has no label ${PART_OF}: argocd`,
          why: 'Argo CD watches only ConfigMaps with it: after the next start it says that the ConfigMap is not found, or goes on with old settings.',
          fix: `Add the label ${PART_OF}: argocd.`,
        };
      }
      for (const key of DURATIONS) {
        const value = text(fieldsAt(object, 'data')[key])?.trim();
        if (value === undefined || value === '' || /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(value) || value === '0') continue;
        yield {
          path: `data["${key}"]`,
          severity: 'warning',
          message: `${key} is "${value}", which is no duration`,
          why: 'The value is passed over, and the default holds: Argo CD looks at Git as often as before.',
          fix: /^\d+$/.test(value) ? `Write ${value}s.` : 'Write a number with its unit, such as 180s.',
        };
      }
      return;
    }
    const template =
      object.kind === 'Secret' ? object : fieldsAt(object, object.kind === 'SealedSecret' ? 'spec.template' : 'spec.target.template');
    const namespace = object.metadata.namespace ?? '';
    if (namespace !== 'argocd' && (namespace !== '' || world.ofKind('argoproj.io/v1alpha1/Application').length === 0)) return;
    yield* labelled(keysOf(manifest), textsAt(template, 'metadata.labels'));
    yield* registry(
      object.kind === 'Secret' ? fieldsAt(object, 'stringData') : fieldsAt(template, 'data'),
      textsAt(template, 'metadata.labels'),
    );
  },
});

/** What a kustomization lays over the ConfigMap of Argo CD's own manifests needs no labels, and a page shows the part that it is about. */
function isPatch({ object, file = '' }: WorldObject): boolean {
  return isGuide(file) || file.includes('patch') || object.metadata.annotations?.['config.kubernetes.io/local-config'] !== undefined;
}

function keysOf({ object }: WorldObject): ReadonlySet<string> {
  const lists = ['data', 'stringData', 'spec.encryptedData', 'spec.target.template.data'];
  return new Set(lists.flatMap((list) => Object.keys(fieldsAt(object, list))));
}

/** A repository of charts whose address has no scheme is a registry, if it says so. */
function* registry(values: Fields, labels: Readonly<Record<string, string>>): Iterable<Issue> {
  const [type, url, oci] = ['type', 'url', 'enableOCI'].map((key) => text(values[key])?.trim());
  if (
    !(labels[SECRET_TYPE] ?? '').startsWith('repo') ||
    type !== 'helm' ||
    url === undefined ||
    !/^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(url) ||
    oci === 'true'
  )
    return;
  yield {
    path: 'metadata.labels',
    message: `the repository of charts is ${url}, a registry, and enableOCI is not "true"`,
    why: 'Argo CD asks it for an index.yaml, which a registry has not: Applications stay in ComparisonError.',
    fix: "Add enableOCI: 'true'.",
  };
}

function* labelled(keys: ReadonlySet<string>, labels: Readonly<Record<string, string>>): Iterable<Issue> {
  const isCluster = keys.has('server') && keys.has('config');
  const isRepository =
    keys.has('url') &&
    ['password', 'sshPrivateKey', 'githubAppPrivateKey', 'bearerToken', 'tlsClientCertData'].some((key) => keys.has(key));
  const type = labels[SECRET_TYPE];
  if (type !== undefined && !TYPES.includes(type)) {
    const near = nearName(type, TYPES);
    yield {
      path: 'metadata.labels',
      message: `${SECRET_TYPE} is "${type}", and Argo CD knows ${TYPES.slice(0, 3).join(', ')}`,
      why: 'Argo CD does not read the Secret.',
      fix: near === undefined ? 'Write repository, repo-creds or cluster.' : `Did you mean "${near}"?`,
    };
  }
  if (type !== undefined || (!isCluster && !isRepository)) return;
  yield {
    path: 'metadata.labels',
    severity: 'warning',
    message: `the keys are those of a ${isCluster ? 'cluster' : 'repository'} of Argo CD, and the label ${SECRET_TYPE} is not there`,
    why: `Argo CD does not see it: Applications stay in ComparisonError, "${isCluster ? 'there are no clusters with this name' : 'authentication required'}".`,
    fix: `Add the label ${SECRET_TYPE}: ${isCluster ? 'cluster' : 'repository'}, in a template that makes the Secret, too.`,
  };
}

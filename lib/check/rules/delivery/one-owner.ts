import { terraformFiles } from '../../terraform/files.ts';
import { terraformObjects } from '../../delivery/terraform.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';
import { unquoted } from '../../terraform/modules.ts';
import type { World } from '../../world.ts';

export const oneOwner = defineRule({
  id: 'one-owner',
  severity: 'warning',
  kinds: [
    'v1/Secret',
    'v1/ConfigMap',
    'v1/Namespace',
    'v1/Service',
    'v1/ServiceAccount',
    'v1/PersistentVolumeClaim',
    'apps/v1/Deployment',
    'apps/v1/StatefulSet',
    'networking.k8s.io/v1/Ingress',
    'rbac.authorization.k8s.io/v1/ClusterRole',
    'rbac.authorization.k8s.io/v1/RoleBinding',
    'storage.k8s.io/v1/StorageClass',
    'argoproj.io/v1alpha1/Application',
  ],
  asks: 'An object of Git is not made by Terraform, or by a chart, too.',
  source:
    'https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs; https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/',
  *check(manifest, world) {
    const { object } = manifest;
    const { kind, metadata } = object;
    if (kind === 'Application') {
      yield* releasedTwice(manifest, world);
      return;
    }
    yield* madeByChart(manifest, world);
    const other = terraformObjects(world).get(`${kind}/${metadata.name}`);
    const same =
      other !== undefined && (other.namespace === undefined || metadata.namespace === undefined || other.namespace === metadata.namespace);
    // A Namespace is often made first, and kept in both without harm: neither says anything about its content.
    if (!same || (kind === 'Namespace' && Object.keys(metadata.labels ?? {}).length === 0)) return;
    yield {
      path: 'metadata.name',
      severity: kind === 'Namespace' ? 'info' : 'warning',
      message: `${kind} ${metadata.name} is made by Terraform too (${other.file})`,
      why: 'Whoever ran last wins: an apply of Terraform undoes what Git says, the next sync undoes Terraform, and a destroy deletes what Git still wants.',
      fix: 'Let one of the two own it, and remove it from the other.',
    };
  },
});

/**
 * Settings of Argo CD that its chart makes, and the value that says otherwise.
 * @see https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/values.yaml
 */
const OF_ARGOCD: Readonly<Record<string, string>> = {
  'ConfigMap/argocd-cm': 'configs.cm.create',
  'ConfigMap/argocd-cmd-params-cm': 'configs.params.create',
  'ConfigMap/argocd-rbac-cm': 'configs.rbac.create',
  'ConfigMap/argocd-notifications-cm': 'notifications.cm.create',
  'Secret/argocd-notifications-secret': 'notifications.secret.create',
};

/** Settings that stand in Git, while the chart of a release makes them from its values. */
function* madeByChart({ object }: WorldObject, world: World): Iterable<Issue> {
  const { name, namespace } = object.metadata;
  const value = OF_ARGOCD[`${object.kind}/${name}`];
  if (value === undefined) return;
  const release = releasesOf(world).find((each) => each.chart === 'argo-cd' && each.namespace === (namespace ?? each.namespace));
  const isOff = value.startsWith('notifications.') && at(release?.values, 'notifications.enabled') === false;
  if (release === undefined || release.open === true || isOff || at(release.values, value) === false) return;
  yield {
    path: 'metadata.name',
    message: `${object.kind} ${name} is made by chart argo-cd of release ${release.name} too`,
    why: 'The chart writes it from its values at each upgrade, and takes away what stands here; where this one was first, Helm refuses to install ("invalid ownership metadata").',
    fix: `Write the settings into the values of the chart, or set ${value}: false.`,
  };
}

/** A chart that Argo CD installs, and a `helm_release` of Terraform too. */
function* releasedTwice({ object }: WorldObject, world: World): Iterable<Issue> {
  const source = fieldsAt(object, 'spec.source');
  const chart = textAt(source, 'chart');
  const namespace = textAt(object, 'spec.destination.namespace');
  const name = textAt(source, 'helm.releaseName') ?? object.metadata.name;
  const other =
    chart === undefined
      ? undefined
      : terraformReleases(world).find((each) => each.chart === chart && each.namespace === namespace && each.name === name);
  if (other === undefined) return;
  yield {
    path: 'spec.source.chart',
    message: `release ${name} of chart ${chart ?? ''} is installed by Terraform too (${other.file})`,
    why: 'Both write the same objects with values of their own: each apply of Terraform undoes what Argo CD synced, and the reverse.',
    fix: 'Let one of the two own it: remove the helm_release (terraform state rm keeps what runs), or the Application.',
  };
}

interface TerraformRelease {
  readonly chart: string;
  readonly name: string;
  readonly namespace: string;
  readonly file: string;
}

function terraformReleases(world: World): readonly TerraformRelease[] {
  return world.once('releases of terraform', () =>
    terraformFiles(world).flatMap(({ file, text }) => {
      if (!text.includes('helm_release')) return [];
      return blocksOf(text).flatMap(({ type, labels, arguments: given }) => {
        if (type !== 'resource' || labels[0] !== 'helm_release') return [];
        const [chart, name, namespace] = ['chart', 'name', 'namespace'].map((key) => unquoted(given.get(key) ?? ''));
        return [{ chart: chart ?? '', name: name ?? '', namespace: namespace ?? '', file }];
      });
    }),
  );
}

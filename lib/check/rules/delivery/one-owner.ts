import { terraformObjects } from '../../delivery/terraform.ts';
import { defineRule } from '../../rule.ts';

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
  ],
  asks: 'An object of Git is not made by Terraform too.',
  source:
    'https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs; https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/',
  *check({ object }, world) {
    const { kind, metadata } = object;
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

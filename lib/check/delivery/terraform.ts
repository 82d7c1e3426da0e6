import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import type { World } from '../world.ts';

/** An object of Kubernetes that Terraform makes. */
export interface TerraformObject {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly file: string;
}

const KINDS: Readonly<Record<string, string>> = {
  kubernetes_secret: 'Secret',
  kubernetes_config_map: 'ConfigMap',
  kubernetes_namespace: 'Namespace',
  kubernetes_service: 'Service',
  kubernetes_deployment: 'Deployment',
  kubernetes_stateful_set: 'StatefulSet',
  kubernetes_service_account: 'ServiceAccount',
  kubernetes_persistent_volume_claim: 'PersistentVolumeClaim',
  kubernetes_ingress: 'Ingress',
  kubernetes_cluster_role: 'ClusterRole',
  kubernetes_role_binding: 'RoleBinding',
  kubernetes_storage_class: 'StorageClass',
};

/** Objects that Terraform files of the tree make, by kind and name; names that are worked out are not followed. */
export function terraformObjects(world: World): ReadonlyMap<string, TerraformObject> {
  return world.once('objects of terraform', () => {
    const found = new Map<string, TerraformObject>();
    for (const each of world.ofKind(documentKind('TextFile'))) {
      const text = textAt(each.object, 'text') ?? '';
      // The metadata is the first block of a resource.
      for (const [, type = '', metadata = ''] of text.matchAll(
        /resource\s+"(kubernetes_\w+?)(?:_v\d\w*)?"\s+"[^"]+"\s*\{[^{}]*metadata\s*\{([^{}]*)/g,
      )) {
        const kind = KINDS[type];
        const name = /\bname\s*=\s*"([^"$]+)"/.exec(metadata)?.[1];
        if (kind === undefined || name === undefined) continue;
        found.set(`${kind}/${name}`, {
          kind,
          name,
          namespace: /\bnamespace\s*=\s*"([^"$]+)"/.exec(metadata)?.[1],
          file: each.file ?? each.object.metadata.name,
        });
      }
    }
    return found;
  });
}

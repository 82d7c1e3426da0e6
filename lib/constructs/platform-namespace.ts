import { KubeNamespace } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { KEEP } from './argo-application.ts';
import type { MeshNamespace } from './mesh-namespace.ts';

/**
 * A namespace. Deleting one deletes everything in it, volumes included, so Argo CD may neither prune it nor remove it
 * together with its Application.
 */
export class PlatformNamespace extends Construct {
  constructor(scope: Construct, id: string, { name, injection }: Pick<MeshNamespace, 'name' | 'injection'>) {
    super(scope, id);
    new KubeNamespace(this, 'Resource', {
      metadata: {
        name,
        annotations: KEEP,
        ...(injection ? { labels: { 'istio-injection': 'enabled' } } : {}),
      },
    });
  }
}

import { KubeNamespace } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { KEEP } from './argo-application.ts';

export interface PlatformNamespaceProps {
  readonly name: string;
  /** Whether new pods get a sidecar unless they opt out. @default false */
  readonly injection?: boolean | undefined;
  /** @default none besides the one for injection */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/**
 * A namespace. Deleting one deletes everything in it, volumes included, so Argo CD may neither prune it nor remove it
 * together with its Application.
 */
export class PlatformNamespace extends Construct {
  constructor(scope: Construct, id: string, { name, injection = false, labels = {}, annotations = {} }: PlatformNamespaceProps) {
    super(scope, id);
    const all = { ...(injection ? { 'istio-injection': 'enabled' } : {}), ...labels };
    new KubeNamespace(this, 'Resource', {
      metadata: {
        name,
        annotations: { ...annotations, ...KEEP },
        ...(Object.keys(all).length === 0 ? {} : { labels: all }),
      },
    });
  }
}

import type { Construct } from 'constructs';
import { ArgoApplication } from '../../../lib/constructs/argo-application.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { placement } from '../component.ts';
import { WAVE } from '../waves.ts';

/** No chart of the project brings the definitions. @see https://gateway-api.sigs.k8s.io/guides/ */
export const GATEWAY_API = {
  repoUrl: 'https://github.com/kubernetes-sigs/gateway-api',
  path: 'config/crd/standard',
  /** Cilium 1.19 works with bundle 1.4: one of 1.5 stops its operator, and Cilium 1.20 needs that one (seed 004, 8.1). */
  targetRevision: 'v1.4.1',
} as const;

/** Definitions of Gateways and routes, before Cilium's first start: its operator looks for them only then. */
export function installGatewayApi(scope: Construct, target: Cluster): void {
  const { application, ...placed } = placement(target, 'gateway-api', WAVE.definitions);
  new ArgoApplication(scope, application, {
    ...placed,
    name: application,
    namespace: 'kube-system',
    source: GATEWAY_API,
    serverSideApply: true,
  });
}

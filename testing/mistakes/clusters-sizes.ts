import { mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents } from './pieces.ts';
import { vertical, web } from './clusters-recovery-parts.ts';

/** Sizes of pods that are found out by watching. */
export const clusterSizes: readonly Mistake[] = [
  mistake(
    'A vertical autoscaler looks for a Deployment under the name of a StatefulSet',
    'target-exists',
    {
      'app/web.yaml': documents(
        web
          .replace('kind: Deployment', 'kind: StatefulSet')
          .replace('spec:\n  replicas: 1', 'spec:\n  serviceName: web-service\n  replicas: 1'),
        vertical('apiVersion: apps/v1, kind: Deployment, name: web', '  updatePolicy: { updateMode: Recreate }'),
      ),
    },
    'app/web.yaml',
    [['targetRef: { apiVersion: apps/v1, kind: Deployment', 'targetRef: { apiVersion: apps/v1, kind: StatefulSet']],
  ),
  mistake(
    'The bounds of a vertical autoscaler are the wrong way round',
    'vertical-scaler-acts',
    {
      'app/web.yaml': documents(
        web,
        vertical(
          'apiVersion: apps/v1, kind: Deployment, name: web',
          `  updatePolicy: { updateMode: Recreate, minReplicas: 1 }
  resourcePolicy: { containerPolicies: [{ containerName: web, minAllowed: { cpu: 100m, memory: 1Gi }, maxAllowed: { cpu: 500m, memory: 256Mi } }] }`,
        ),
      ),
    },
    'app/web.yaml',
    [['minAllowed: { cpu: 100m, memory: 1Gi }', 'minAllowed: { cpu: 100m, memory: 128Mi }']],
  ),
  mistake(
    'A vertical autoscaler names a container that the pods do not have',
    'vertical-scaler-acts',
    {
      'app/web.yaml': documents(
        web,
        vertical(
          'apiVersion: apps/v1, kind: Deployment, name: web',
          `  updatePolicy: { updateMode: Recreate, minReplicas: 1 }
  resourcePolicy: { containerPolicies: [{ containerName: app, maxAllowed: { cpu: 500m, memory: 256Mi } }] }`,
        ),
      ),
    },
    'app/web.yaml',
    [['containerName: app', 'containerName: web']],
  ),
  mistake(
    'A vertical autoscaler that restarts pods looks after Vault, which comes back sealed',
    'vertical-scaler-acts',
    {
      'mgmt/vault.yaml': documents(
        clusterChart(
          'mgmt',
          'vault',
          'hashicorp',
          'vault',
          '0.29.1',
          'vault',
          'server: { standalone: { enabled: true }, dataStorage: { size: 10Gi } }',
        ),
        object(
          'autoscaling.k8s.io/v1',
          'VerticalPodAutoscaler',
          'vault',
          'vault',
          'spec: { targetRef: { apiVersion: apps/v1, kind: StatefulSet, name: vault }, updatePolicy: { updateMode: Recreate, minReplicas: 1 } }',
        ),
      ),
    },
    'mgmt/vault.yaml',
    [['updateMode: Recreate', "updateMode: 'Off'"]],
    { partly: true },
  ),
];

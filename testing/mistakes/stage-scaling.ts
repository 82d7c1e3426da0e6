import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const HPA = `${PROD}/hpa.yaml`;
const QUOTA = `${PROD}/resource-quota.yaml`;
const BUDGETS = `${PROD}/budgets.yaml`;
const CPU = 'metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]';

/** Autoscalers, quotas and budgets. */
export const stageScaling: readonly Mistake[] = [
  slip({ name: 'The target of the metric is written as the first version wrote it', caughtBy: 'schema-unknown-field' }, [
    [HPA, CPU, 'metrics: [{ type: Resource, resource: { name: cpu, targetAverageUtilization: 70 } }]'],
  ]),
  slip({ name: 'The target is called utilization and says an amount', caughtBy: 'schema-valid' }, [
    [HPA, CPU, 'metrics: [{ type: Resource, resource: { name: memory, target: { type: Utilization, averageValue: 200Mi } } }]'],
  ]),
  slip({ name: 'The metric is that of a container which is called otherwise', caughtBy: 'autoscaler-works' }, [
    [
      HPA,
      CPU,
      'metrics: [{ type: ContainerResource, containerResource: { name: cpu, container: user, target: { type: Utilization, averageUtilization: 70 } } }]',
    ],
  ]),
  slip({ name: 'Scaling down waits longer than the API server allows', caughtBy: 'schema-valid' }, [
    [HPA, CPU, `${CPU}\n  behavior: { scaleDown: { stabilizationWindowSeconds: 7200 } }`],
  ]),
  slip({ name: 'The target has the version of an API that Deployments have left', caughtBy: 'target-exists' }, [
    [
      HPA,
      'apiVersion: apps/v1, kind: Deployment, name: user-service-deployment',
      'apiVersion: extensions/v1beta1, kind: Deployment, name: user-service-deployment',
    ],
  ]),
  slip({ name: 'The target is 700 percent, and the pods are limited to 200', caughtBy: 'autoscaler-reaches-target' }, [
    [HPA, 'averageUtilization: 70 }', 'averageUtilization: 700 }'],
  ]),
  slip({ name: 'The quota counts cores in thousandths and forgets the m', caughtBy: 'quota-counts' }, [
    [QUOTA, 'limits.cpu: "16"', 'limits.cpu: "16000"'],
  ]),
  slip({ name: 'The quota counts memory in small letters', caughtBy: 'schema-valid' }, [
    [QUOTA, 'limits.memory: 32Gi', 'limits.memory: 32gi'],
  ]),
  slip({ name: 'The quota allows fewer Services than there are', caughtBy: 'quota-counts' }, [
    [QUOTA, 'pods: "50"', 'pods: "50", services: "5"'],
  ]),
  slip({ name: 'The quota allows one claim, and there are two', caughtBy: 'quota-fits' }, [
    [QUOTA, 'pods: "50"', 'pods: "50", persistentvolumeclaims: "1"'],
  ]),
  slip({ name: 'The quota of storage is smaller than the claims', caughtBy: 'quota-fits' }, [
    [QUOTA, 'pods: "50"', 'pods: "50", requests.storage: 15Gi'],
  ]),
  slip({ name: 'The quota names a resource that it cannot count', caughtBy: 'quota-counts' }, [
    [QUOTA, 'limits.cpu: "16"', 'limit.cpu: "16"'],
  ]),
  slip({ name: 'A budget forgets the sign for percent', caughtBy: 'schema-valid' }, [
    [BUDGETS, 'maxUnavailable: 1', 'maxUnavailable: "50"'],
  ]),
  slip({ name: 'A budget says both how many may go and how many must stay', caughtBy: 'schema-valid' }, [
    [BUDGETS, 'maxUnavailable: 1', 'minAvailable: 1, maxUnavailable: 1'],
  ]),
  slip({ name: 'A budget selects by the name of the Deployment', caughtBy: 'disruption-allowed' }, [
    [BUDGETS, 'matchLabels: { app: user-service }', 'matchLabels: { app: user-service-deployment }'],
  ]),
  slip({ name: 'The least memory of a container is counted in thousandths of a byte', caughtBy: 'schema-valid' }, [
    ['k8s-manifests/base/redis/redis.yaml', 'requests: { cpu: 100m, memory: 128Mi }', 'requests: { cpu: 100m, memory: 128m }'],
  ]),
  slip({ name: 'A container asks for cores where it means thousandths', caughtBy: 'quantities-plausible' }, [
    [
      'k8s-manifests/base/redis/redis.yaml',
      'requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m,',
      'requests: { cpu: "100", memory: 128Mi }, limits: { cpu: "200",',
    ],
  ]),
  slip(
    { name: 'The default of a LimitRange is larger than its most', caughtBy: 'schema-valid' },
    [
      [
        'k8s-manifests/overlays/solid-cloud/kustomization.yaml',
        '  - resource-quota.yaml\n',
        '  - resource-quota.yaml\n  - limit-range.yaml\n',
      ],
    ],
    {
      [`${PROD}/limit-range.yaml`]: `apiVersion: v1
kind: LimitRange
metadata: { name: titanium-limits }
spec:
  limits:
    - type: Container
      default: { cpu: "2", memory: 1Gi }
      defaultRequest: { cpu: 50m, memory: 64Mi }
      max: { cpu: "1", memory: 2Gi }
`,
    },
  ),
];

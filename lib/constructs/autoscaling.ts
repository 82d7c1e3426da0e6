import { KubeHorizontalPodAutoscalerV2, Quantity } from 'cdk8s-plus-30/lib/imports/k8s';
import {
  VerticalPodAutoscaler,
  VerticalPodAutoscalerSpecResourcePolicyContainerPoliciesMaxAllowed as MaxAllowed,
  VerticalPodAutoscalerSpecResourcePolicyContainerPoliciesMinAllowed as MinAllowed,
  VerticalPodAutoscalerSpecUpdatePolicyUpdateMode as UpdateMode,
} from '../../imports/autoscaling.k8s.io.ts';
import { InputError } from '../errors.ts';
import type { Duration } from '../values/duration.ts';
import type { Quantity as Amount } from '../values/quantity.ts';
import type { ResourceBounds } from '../values/resources.ts';
import { defined } from './defined.ts';
import type { Workload } from './workload.ts';

/** How many pods a workload has, and what one pod may be advised to ask for. */
export interface Autoscaling {
  readonly replicas: { readonly min: number; readonly max: number };
  /** Target use of the requested CPU, percent. */
  readonly cpuUtilization: number;
  /** A per-pod metric that an adapter serves, with its target value. */
  readonly podMetric?: { readonly name: string; readonly average: Amount } | undefined;
  /** How long a need must last before pods are added, and before they are taken away. @default Kubernetes' own: 0 s, 5 min */
  readonly stabilization?: { readonly up: Duration; readonly down: Duration } | undefined;
  /** Limits of the advice for one pod; the advice is only shown, never applied. Left out: nobody advises. */
  readonly advice?: { readonly min: ResourceBounds; readonly max: ResourceBounds } | undefined;
}

/** The object whose number of pods changes. */
interface Target {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** Makes the autoscalers of a Rollout that has the workload's name. */
export function scaleRollout(workload: Workload, scaling: Autoscaling): void {
  scale(workload, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: workload.name }, scaling);
}

/** Makes the autoscalers of a Deployment. @param deployment its name @default the workload's */
export function scaleDeployment(workload: Workload, scaling: Autoscaling, deployment = workload.name): void {
  scale(workload, { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment }, scaling);
}

/** The HPA `<name>-hpa`, and the VPA `<name>-vpa` in mode Off: two autoscalers acting on one CPU figure would fight. */
function scale(workload: Workload, target: Target, scaling: Autoscaling): void {
  const { replicas, cpuUtilization, podMetric, stabilization, advice } = scaling;
  const { name, namespace } = workload;
  if (replicas.min > replicas.max || replicas.min < 1) {
    throw new InputError(
      workload.node.path,
      `replicas are ${replicas.min} to ${replicas.max}`,
      'Let the maximum be at least the minimum, and the minimum at least 1.',
    );
  }

  new KubeHorizontalPodAutoscalerV2(workload, 'HorizontalAutoscaler', {
    metadata: { name: `${name}-hpa`, namespace },
    spec: defined({
      scaleTargetRef: { ...target },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuUtilization } } },
        ...(podMetric === undefined ? [] : [podsMetric(podMetric)]),
      ],
      behavior: stabilization && {
        scaleUp: { stabilizationWindowSeconds: stabilization.up.seconds },
        scaleDown: { stabilizationWindowSeconds: stabilization.down.seconds },
      },
    }),
  });
  if (advice === undefined) return;
  new VerticalPodAutoscaler(workload, 'VerticalAutoscaler', {
    metadata: { name: `${name}-vpa`, namespace },
    spec: {
      targetRef: { ...target },
      updatePolicy: { updateMode: UpdateMode.OFF },
      resourcePolicy: {
        containerPolicies: [
          { containerName: name, minAllowed: allowed(MinAllowed, advice.min), maxAllowed: allowed(MaxAllowed, advice.max) },
        ],
      },
    },
  });
}

function podsMetric({ name, average }: { readonly name: string; readonly average: Amount }): {
  type: string;
  pods: { metric: { name: string }; target: { type: string; averageValue: Quantity } };
} {
  return { type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: Quantity.fromString(average.text) } } };
}

function allowed<T>(type: { fromString(text: string): T }, { cpu, memory }: ResourceBounds): Record<string, T> {
  return { cpu: type.fromString(cpu), memory: type.fromString(memory) };
}

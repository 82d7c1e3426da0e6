import { Construct } from 'constructs';
import {
  VerticalPodAutoscaler,
  VerticalPodAutoscalerSpecResourcePolicyContainerPoliciesControlledValues as ControlledValues,
  VerticalPodAutoscalerSpecResourcePolicyContainerPoliciesMaxAllowed as MaxAllowed,
  VerticalPodAutoscalerSpecResourcePolicyContainerPoliciesMinAllowed as MinAllowed,
  VerticalPodAutoscalerSpecResourcePolicyContainerPoliciesMode as Mode,
  VerticalPodAutoscalerSpecUpdatePolicyUpdateMode as UpdateMode,
} from '../../imports/autoscaling.k8s.io.ts';
import { InputError } from '../errors.ts';
import type { Quantity } from '../values/quantity.ts';
import type { Resources } from '../values/resources.ts';

/**
 * What is done with a recommendation: `in-place` changes a running pod, or where that does not work replaces it;
 * `recreate` replaces it; `never` only says it.
 */
export type Resizing = 'in-place' | 'recreate' | 'never';

export interface VerticalSizingProps {
  readonly name: string;
  readonly namespace: string;
  /** The topmost object that owns the pods: what an operator makes of another one is refused as a target. */
  readonly target: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  /** The container that is sized; all others stay as they are. */
  readonly container: string;
  /** Its requests are the least that is recommended. */
  readonly resources: Resources;
  /** Most that is recommended, no more than the limits. */
  readonly most: { readonly cpu: Quantity; readonly memory: Quantity };
  readonly resizing: Resizing;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** `Auto` is deprecated and means one of these, depending on the release (seed 004, section 17). */
const MODES = { 'in-place': UpdateMode.IN_PLACE_OR_RECREATE, recreate: UpdateMode.RECREATE, never: UpdateMode.OFF } as const;

/**
 * Sizes the requests of one container by what it used, between what it asks for and a limit. Limits stay: quality of service
 * and the policy that asks for them are untouched. Single pods count, which by default are left alone.
 */
export class VerticalSizing extends Construct {
  constructor(scope: Construct, id: string, props: VerticalSizingProps) {
    super(scope, id);
    const { name, namespace, target, container, resources, most, resizing, annotations = {} } = props;
    for (const what of ['cpu', 'memory'] as const) refuseBounds(this.node.path, what, resources, most[what]);
    new VerticalPodAutoscaler(this, 'Resource', {
      metadata: { name, namespace, annotations: { ...annotations } },
      spec: {
        targetRef: { ...target },
        updatePolicy: { updateMode: MODES[resizing], minReplicas: 1 },
        resourcePolicy: {
          containerPolicies: [
            {
              containerName: container,
              controlledValues: ControlledValues.REQUESTS_ONLY,
              minAllowed: {
                cpu: MinAllowed.fromString(resources.requests.cpu.text),
                memory: MinAllowed.fromString(resources.requests.memory.text),
              },
              maxAllowed: { cpu: MaxAllowed.fromString(most.cpu.text), memory: MaxAllowed.fromString(most.memory.text) },
            },
            { containerName: '*', mode: Mode.OFF },
          ],
        },
      },
    });
  }
}

function refuseBounds(where: string, what: 'cpu' | 'memory', { requests, limits }: Resources, most: Quantity): void {
  if (most.compare(requests[what]) >= 0 && most.compare(limits[what]) <= 0) return;
  throw new InputError(
    where,
    `most is ${most.text} of ${what}, and the container asks for ${requests[what].text} and may use ${limits[what].text}: a recommendation would not be taken`,
    'Choose an amount between the two.',
  );
}

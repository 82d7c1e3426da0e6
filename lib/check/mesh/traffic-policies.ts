import { at, itemsAt, textAt } from '../read.ts';

/** A policy of a DestinationRule, with that which it is merged into. */
export interface TrafficPolicy {
  /** `spec.subsets[0].trafficPolicy.portLevelSettings[1]` */
  readonly path: string;
  readonly policy: unknown;
  /** From the nearest to the farthest; none for the policy of the whole host. */
  readonly around: readonly unknown[];
  /** One for a single port takes over nothing of those around. */
  readonly port: string | undefined;
}

/** @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy */
export function trafficPolicies(object: unknown): readonly TrafficPolicy[] {
  const whole = at(object, 'spec.trafficPolicy');
  const places: readonly Omit<TrafficPolicy, 'port'>[] = [
    { path: 'spec.trafficPolicy', policy: whole, around: [] },
    ...itemsAt(object, 'spec.subsets').map((each, index) => ({
      path: `spec.subsets[${index}].trafficPolicy`,
      policy: at(each, 'trafficPolicy'),
      around: [whole],
    })),
  ];
  return places
    .filter(({ policy }) => policy !== undefined)
    .flatMap((each) => [
      { ...each, port: undefined },
      ...itemsAt(each.policy, 'portLevelSettings').map((policy, index) => ({
        path: `${each.path}.portLevelSettings[${index}]`,
        policy,
        around: [each.policy, ...each.around],
        port: textAt(policy, 'port.number') ?? '',
      })),
    ]);
}

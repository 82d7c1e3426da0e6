import { trafficPolicies } from '../../mesh/traffic-policies.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Whose turn it is, of pods that are alike, makes no difference; that a client comes back to its pod does. */
const PARTS = ['connectionPool', 'outlierDetection', 'loadBalancer.consistentHash', 'loadBalancer.localityLbSetting'] as const;

export const portPolicyWhole = defineRule({
  id: 'port-policy-whole',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/DestinationRule'],
  asks: 'Settings of a DestinationRule for one port repeat those for all ports, of which they take over nothing.',
  source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy',
  *check({ object }) {
    for (const { path, policy, around, port } of trafficPolicies(object)) {
      if (port === undefined) continue;
      const lost = PARTS.filter((part) => at(policy, part) === undefined && around.some((each) => at(each, part) !== undefined));
      // Encryption within the mesh goes on by itself; that to a server outside does not.
      const mode = around.map((each) => textAt(each, 'tls.mode')).find((each) => each !== undefined) ?? '';
      const isPlain = at(policy, 'tls') === undefined && (mode === 'SIMPLE' || mode === 'MUTUAL');
      if (lost.length === 0 && !isPlain) continue;
      const parts = [...(isPlain ? [`tls (${mode})`] : []), ...lost].join(', ');
      yield {
        path,
        ...(isPlain ? { severity: 'error' as const } : {}),
        message: `port ${port} has settings of its own, without ${parts} of those for all ports`,
        why: isPlain
          ? 'Nothing is taken over: this port is called in plain text, and the server hangs up.'
          : 'Nothing is taken over: for this port the defaults count, without the limits and checks that were meant for all.',
        fix: `Repeat ${parts} for the port.`,
      };
    }
  },
});

import { inMesh } from '../../network/in-mesh.ts';
import { CONTROL_PLANE, controlPlane, controlPlaneStop } from '../../network/needs.ts';
import { allowLine } from '../../network/stop-words.ts';
import { policiesIn, podsOf, POLICY_KINDS } from '../../network/world-policies.ts';
import { blamed } from '../../network/verdict.ts';
import { defineRule } from '../../rule.ts';

export const policyControlPlane = defineRule({
  id: 'policy-control-plane',
  severity: 'error',
  kinds: POLICY_KINDS,
  asks: 'A policy that limits the way out of pods in the mesh lets their sidecars reach istiod.',
  source: 'https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio; seed 002, D-07',
  *check(manifest, world) {
    for (const policy of policiesIn(world, manifest)) {
      const denied = podsOf(world, policy).flatMap((pod) => {
        const stop = controlPlaneStop(world, pod);
        return stop !== undefined && blamed('egress', { ...stop, near: undefined })?.policy === manifest ? [{ pod, stop }] : [];
      });
      const [first] = denied;
      if (first === undefined) continue;
      const who = [...new Set(denied.map(({ pod }) => `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`))];
      const line = allowLine(manifest.object.kind, manifest.object.metadata.namespace, 'egress', controlPlane(world), {
        port: CONTROL_PLANE,
        protocol: 'TCP',
      });
      yield {
        path: first.stop.by?.path ?? `${policy.path}.egress`,
        message: `the sidecar of ${who.join(', ')} does not reach istiod in istio-system on port ${CONTROL_PLANE}`,
        why: 'The sidecar gets no certificate and no routes: it never becomes ready, and pods that run lose mTLS when their certificate ends.',
        fix:
          first.stop.by === undefined
            ? `Add to ${policy.path}.egress: ${line}.`
            : 'A deny outweighs every allow: narrow it, or leave these pods out of the endpointSelector.',
        ...(denied.some(({ pod }) => inMesh(world, pod) === 'yes') ? {} : { severity: 'warning' as const }),
      };
    }
  },
});

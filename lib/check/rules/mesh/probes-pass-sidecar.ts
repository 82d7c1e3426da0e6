import { peerMode } from '../../mesh.ts';
import { istioValues } from '../../mesh/settings.ts';
import { bypassesSidecar, portOf } from '../../mesh/sidecar.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, join } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const ANNOTATION = 'sidecar.istio.io/rewriteAppHTTPProbers';
const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];

export const probesPassSidecar = defineRule({
  id: 'probes-pass-sidecar',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Probes of pods that demand mTLS are answered by the agent of the mesh, for the kubelet has no certificate.',
  source: 'https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.injection !== 'yes') return;
    const own = pod.annotations[ANNOTATION];
    if (own === undefined ? !isOffEverywhere(world) : own !== 'false') return;
    for (const { name, fields } of pod.containers) {
      for (const probe of PROBES) {
        const asked = at(fields[probe], 'httpGet') ?? at(fields[probe], 'grpc');
        const port = asked === undefined ? undefined : portOf(pod, at(asked, 'port'));
        if (port === undefined || bypassesSidecar(pod, port)) continue;
        const { mode, policy } = peerMode(world, pod, port);
        if (mode !== 'STRICT') continue;
        yield {
          path: own === undefined ? `${pod.path}.metadata.annotations` : join(`${pod.path}.metadata.annotations`, ANNOTATION),
          message: `the ${probe} of "${name}" asks port ${port} itself, as probes are not rewritten, and PeerAuthentication ${policy?.object.metadata.name ?? ''} demands mTLS there (STRICT)`,
          why: 'The sidecar resets the request of the kubelet, which has no certificate: the pod never becomes ready, and is restarted over and over.',
          fix:
            own === undefined
              ? `Set the annotation ${ANNOTATION}: "true", or switch rewriteAppHTTPProbe on in the values of istiod.`
              : 'Remove the annotation.',
        };
        return;
      }
    }
  },
});

function isOffEverywhere(world: World): boolean {
  return world.once('probes are not rewritten', () =>
    istioValues(world).some(({ values }) => at(values, 'sidecarInjectorWebhook.rewriteAppHTTPProbe') === false),
  );
}

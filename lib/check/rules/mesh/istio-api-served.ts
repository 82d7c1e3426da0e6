import { FIRST_V1, istioMinor } from '../../mesh/version.ts';
import { defineRule } from '../../rule.ts';

/** Version 1 of these came with 1.22; that of policies for requests and tokens was there before. */
const OLD: Readonly<Record<string, string>> = {
  'networking.istio.io/v1': 'networking.istio.io/v1beta1',
  'security.istio.io/v1': 'security.istio.io/v1beta1',
  'telemetry.istio.io/v1': 'telemetry.istio.io/v1alpha1',
};

export const istioApiServed = defineRule({
  id: 'istio-api-served',
  severity: 'error',
  kinds: [
    ...['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'WorkloadEntry', 'WorkloadGroup'].map(
      (kind) => `networking.istio.io/v1/${kind}`,
    ),
    'security.istio.io/v1/PeerAuthentication',
    'telemetry.istio.io/v1/Telemetry',
  ],
  asks: 'Objects of Istio are written in a version that the Istio of the tree serves.',
  source: 'https://istio.io/latest/blog/2024/v1-apis/',
  *check({ object }, world) {
    const old = OLD[object.apiVersion];
    const minor = old === undefined ? undefined : istioMinor(world);
    if (old === undefined || minor === undefined || minor >= FIRST_V1) return;
    yield {
      path: 'apiVersion',
      message: `${object.kind} of ${object.apiVersion} came with Istio 1.${FIRST_V1}, and the tree installs 1.${minor}`,
      why: 'The API server does not know it: the sync fails with "no matches for kind".',
      fix: `Write ${old}, or install Istio 1.${FIRST_V1} first.`,
    };
  },
});

import { deployment, kube, ruleCases } from '../../testing.ts';
import { istioWordsKnown } from './istio-words-known.ts';

const noSidecar = { 'sidecar.istio.io/inject': 'false' };

ruleCases(istioWordsKnown, {
  accepts: {
    'known words on pods': [
      deployment({
        podAnnotations: { ...noSidecar, 'traffic.sidecar.istio.io/excludeOutboundPorts': '3306', 'proxy.istio.io/config': 'x' },
      }),
    ],
    'the same word on both': [deployment({ annotations: noSidecar, podAnnotations: noSidecar })],
    'words of others': [deployment({ podAnnotations: { 'prometheus.io/scrape': 'true', 'example.com/istio': 'x' } })],
    'a newer word of a prefix that grows': [deployment({ podAnnotations: { 'ambient.istio.io/something-new': 'true' } })],
    'an export of a Service': [kube('v1/Service', { annotations: { 'networking.istio.io/exportTo': '.' } })],
    'a label of a namespace': [
      kube('v1/Namespace', { labels: { 'istio-injection': 'enabled', 'istio.io/rev': 'x', 'topology.istio.io/network': 'a' } }),
    ],
  },
  refuses: {
    'a slip of the finger': {
      given: [deployment({ podAnnotations: { 'sidecar.istio.io/proxyCpu': '10m' } })],
      says: 'Istio knows no annotation sidecar.istio.io/proxyCpu',
      fix: 'Did you mean "sidecar.istio.io/proxyCPU"?',
    },
    'a slip in the prefix': {
      given: [deployment({ podAnnotations: { 'sidecars.istio.io/inject': 'false' } })],
      says: 'Istio knows no annotation sidecars.istio.io/inject',
      fix: 'Did you mean "sidecar.istio.io/inject"?',
    },
    'a word on the workload': {
      given: [deployment({ annotations: noSidecar })],
      says: 'sidecar.istio.io/inject: false stands on the Deployment, not on its pods',
      fix: 'Move it to spec.template.metadata.annotations.',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { schemaCel } from './schema-cel.ts';

const mtls = (spec: Readonly<Record<string, unknown>>) =>
  kube('security.istio.io/v1/PeerAuthentication', {}, { spec: { portLevelMtls: { '3306': { mode: 'DISABLE' } }, ...spec } });
const route = (path: Readonly<Record<string, unknown>>) =>
  kube('gateway.networking.k8s.io/v1/HTTPRoute', {}, { spec: { rules: [{ matches: [{ path }] }] } });

ruleCases(schemaCel, {
  accepts: {
    'a port of selected workloads': [mtls({ selector: { matchLabels: { app: 'mysql' } } })],
    'a path whose type is the default': [route({ value: '/api' })],
    'a definition that compares with what is stored': [
      kube('metallb.io/v1beta2/BGPPeer', {}, { spec: { myASN: 64500, peerASN: 64501, peerAddress: '192.0.2.1' } }),
    ],
  },
  refuses: {
    'a port of all workloads': { given: [mtls({})], says: 'spec: portLevelMtls requires selector' },
    'a port of an empty selector': { given: [mtls({ selector: { matchLabels: {} } })], says: 'spec: portLevelMtls requires selector' },
    'a path without slash': {
      given: [route({ type: 'PathPrefix', value: 'api' })],
      says: ["spec.rules[0].matches[0].path: value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']"],
    },
  },
});

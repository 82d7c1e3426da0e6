import { kube, meshed, ruleCases } from '../../testing.ts';
import { istiodValuesWork } from './istiod-values-work.ts';

const values = (fields: object, chart?: string) =>
  kube('slipway.dev/v1/HelmValues', { name: 'istio-values' }, { values: fields, ...(chart === undefined ? {} : { chart }) });
const inject = { global: { proxy: { autoInject: 'enabled' } } };
const script = kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'kubectl label ns blog istio-injection=enabled' });

ruleCases(istiodValuesWork, {
  accepts: {
    'values of today': [values({ pilot: { resources: {} }, meshConfig: { accessLogFile: '/dev/stdout' } }, 'istiod')],
    'a labelled namespace': [meshed('blog'), values(inject)],
    'a label that a script sets': [script, values(inject)],
    'every namespace by default': [values({ ...inject, sidecarInjectorWebhook: { enableNamespacesByDefault: true } })],
    'values beside nothing that could take part': [values(inject)],
    'values of another chart': [values({ global: { mtls: { enabled: true } } }, 'redis')],
  },
  refuses: {
    'mTLS by a value that is gone': {
      given: [values({ global: { mtls: { enabled: true } } })],
      says: 'global.mtls has no effect: Istio removed it years ago, and no PeerAuthentication is STRICT',
      fix: 'Add a PeerAuthentication with mode STRICT to istio-system.',
    },
    'sidecars that nobody asks for': {
      given: [kube('v1/Namespace', { name: 'blog' }), values(inject)],
      says: 'no namespace carries istio-injection=enabled and sidecarInjectorWebhook.enableNamespacesByDefault is not set: no sidecars are injected',
    },
  },
});

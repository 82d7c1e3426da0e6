import { deployment, kube, ruleCases } from '../../testing.ts';
import { proxyConfigKnown } from './proxy-config-known.ts';

const web = (config: string) => deployment({ podAnnotations: { 'proxy.istio.io/config': config } });
const istiod = (meshConfig: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod' },
    {
      spec: {
        source: {
          repoURL: 'https://istio-release.storage.googleapis.com/charts',
          chart: 'istiod',
          targetRevision: '1.20.1',
          helm: { valuesObject: { meshConfig } },
        },
        destination: { namespace: 'istio-system' },
      },
    },
  );

ruleCases(proxyConfigKnown, {
  accepts: {
    'fields that there are': [web('holdApplicationUntilProxyStarts: true\nterminationDrainDuration: 20s'), web('{"concurrency": 2}')],
    'a configuration of the mesh': [istiod({ accessLogFile: '/dev/stdout', defaultConfig: { tracing: { sampling: 10 } } })],
    'a field of a version to come': [istiod({ quantumTunnels: true })],
    'no annotation': [deployment({})],
  },
  refuses: {
    'a letter too few': {
      given: [web('holdApplicationUntilProxyStart: true')],
      says: 'there is no field holdApplicationUntilProxyStart in the configuration of a proxy',
      fix: 'Did you mean "holdApplicationUntilProxyStarts"?',
    },
    'a field of the mesh for a proxy': {
      given: [web('{"accessLogFile": "/dev/stdout"}')],
      says: 'accessLogFile is a field of meshConfig itself, and stands in the configuration of a proxy',
      fix: 'Move it to meshConfig itself.',
    },
    'a field of proxies in the mesh': {
      given: [istiod({ holdApplicationUntilProxyStarts: true })],
      says: 'holdApplicationUntilProxyStarts is a field of defaultConfig, and stands in meshConfig',
      fix: 'Move it to defaultConfig.',
    },
    'a slip in the mesh': {
      given: [istiod({ outboundTrafficPolicies: { mode: 'REGISTRY_ONLY' } })],
      says: 'there is no field outboundTrafficPolicies in the configuration of the mesh',
      fix: 'Did you mean "outboundTrafficPolicy"?',
    },
  },
});

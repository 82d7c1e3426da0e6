import { kube, ruleCases } from '../../testing.ts';
import { telemetryProviderDeclared } from './telemetry-provider-declared.ts';

const tracing = (name: string) =>
  kube('telemetry.istio.io/v1/Telemetry', { namespace: 'istio-system' }, { spec: { tracing: [{ providers: [{ name }] }] } });
const istiod = (meshConfig: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod', namespace: 'argocd' },
    { spec: { source: { chart: 'istiod', helm: { valuesObject: { meshConfig } } } } },
  );
const INSTALL = 'istioctl install -y --set "meshConfig.extensionProviders[0].name=otel-tempo" \\\n  --set profile=minimal\n';
const tempo = { extensionProviders: [{ name: 'otel-tempo', opentelemetry: {} }] };

ruleCases(telemetryProviderDeclared, {
  accepts: {
    'a declared provider': [istiod(tempo), tracing('otel-tempo')],
    'a built-in provider': [istiod({}), tracing('prometheus')],
    'a mesh that is configured elsewhere': [tracing('otel-tempo')],
    'a provider that istioctl declares': [
      istiod({}),
      kube('slipway.dev/v1/Script', { name: 'install' }, { text: INSTALL }),
      tracing('otel-tempo'),
    ],
    'a ConfigMap of the mesh': [
      kube('v1/ConfigMap', { name: 'istio', namespace: 'istio-system' }, { data: { mesh: 'extensionProviders:\n- name: otel-tempo\n' } }),
      tracing('otel-tempo'),
    ],
  },
  refuses: {
    'a provider of another name': {
      given: [istiod(tempo), tracing('otel-temp')],
      says: 'the mesh configuration declares no provider "otel-temp", it has prometheus, envoy, otel-tempo',
      fix: 'Did you mean "otel-tempo"?',
    },
    'no provider at all': {
      given: [istiod({}), tracing('jaeger')],
      says: 'the mesh configuration declares no provider "jaeger", it has prometheus, envoy',
    },
    'an external authorizer': {
      given: [
        istiod(tempo),
        kube(
          'security.istio.io/v1/AuthorizationPolicy',
          { namespace: 'blog' },
          { spec: { action: 'CUSTOM', provider: { name: 'oauth2-proxy' } } },
        ),
      ],
      says: 'the mesh configuration declares no provider "oauth2-proxy", it has prometheus, envoy, otel-tempo',
    },
  },
});

import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { envoyFilterApplies } from './envoy-filter-applies.ts';

const TYPED = {
  name: 'envoy.filters.http.local_ratelimit',
  typed_config: {
    '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct',
    value: { token_bucket: { max_tokens: 100, fill_interval: '60s' } },
  },
};
const HCM = 'envoy.filters.network.http_connection_manager';
interface Given {
  readonly selector?: object;
  readonly context?: string;
  readonly value?: object;
  readonly listener?: string;
  readonly namespace?: string;
}
const filter = ({
  selector = { labels: { app: 'web' } },
  context = 'SIDECAR_INBOUND',
  value = TYPED,
  listener = HCM,
  namespace = 'shop',
}: Given = {}) =>
  kube(
    'networking.istio.io/v1alpha3/EnvoyFilter',
    { name: 'limit', namespace },
    {
      spec: {
        workloadSelector: selector,
        configPatches: [
          {
            applyTo: 'HTTP_FILTER',
            match: { context, listener: { filterChain: { filter: { name: listener } } } },
            patch: { operation: 'INSERT_BEFORE', value },
          },
        ],
      },
    },
  );
const onPort = (portNumber: number, context = 'SIDECAR_INBOUND') =>
  kube(
    'networking.istio.io/v1alpha3/EnvoyFilter',
    { name: 'limit', namespace: 'shop' },
    {
      spec: {
        workloadSelector: { labels: { app: 'web' } },
        configPatches: [
          {
            applyTo: 'HTTP_FILTER',
            match: { context, listener: { portNumber, filterChain: { filter: { name: HCM } } } },
            patch: { operation: 'INSERT_BEFORE', value: TYPED },
          },
        ],
      },
    },
  );
const web = deployment({ namespace: 'shop' });
const door = service({ name: 'web', namespace: 'shop', selector: { app: 'web' } });
const gateway = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istio-ingressgateway' },
  {
    spec: {
      source: {
        repoURL: 'https://istio-release.storage.googleapis.com/charts',
        chart: 'gateway',
        targetRevision: '1.20.1',
        helm: { releaseName: 'istio-ingressgateway' },
      },
      destination: { namespace: 'istio-system' },
    },
  },
);
const INGRESS = { labels: { istio: 'ingressgateway' } };

ruleCases(envoyFilterApplies, {
  accepts: {
    'the port of the pods': [web, door, onPort(8080)],
    'a port of others on the way out': [web, door, onPort(5432, 'SIDECAR_OUTBOUND')],
    'a port of pods that are not in the tree': [onPort(9000)],
    'a filter for a sidecar': [web, filter()],
    'a filter for a gateway, where it is': [gateway, filter({ selector: INGRESS, context: 'GATEWAY', namespace: 'istio-system' })],
    'a filter for both': [web, filter({ context: 'ANY' })],
    'what is known of no pod': [filter({ context: 'GATEWAY' })],
  },
  refuses: {
    'the port of the Service': {
      given: [web, door, onPort(80)],
      says: 'portNumber is 80, and the sidecars of the selected pods take requests for 8080',
      fix: 'Write 8080, the port of the pods: 80 is that of their Service.',
    },
    'a filter for gateways on a pod with a sidecar': {
      given: [web, filter({ context: 'GATEWAY' })],
      says: 'the context is GATEWAY, and app=web selects pods with a sidecar',
      fix: 'Write SIDECAR_INBOUND for requests that come in, SIDECAR_OUTBOUND for those that go out.',
    },
    'a filter for sidecars on the gateway of a chart': {
      given: [gateway, filter({ selector: INGRESS, namespace: 'istio-system' })],
      says: 'the context is SIDECAR_INBOUND, and istio=ingressgateway selects a gateway',
    },
    'a filter for a gateway of another namespace': {
      given: [gateway, filter({ selector: INGRESS, context: 'GATEWAY' })],
      says: 'istio=ingressgateway is on gateway pods in "istio-system", and the filter is in "shop"',
    },
    'labels under the word of Deployments': {
      given: [web, filter({ selector: { matchLabels: { app: 'web' } } })],
      says: 'workloadSelector has matchLabels, where Istio reads labels',
    },
    'a name of former days': {
      given: [web, filter({ listener: 'envoy.http_connection_manager' })],
      says: 'envoy.http_connection_manager is the name that Envoy had before 1.14',
      fix: `Write ${HCM}.`,
    },
    'a filter without a type, and a duration without a unit': {
      given: [
        web,
        filter({ value: { name: 'envoy.filters.http.local_ratelimit', typed_config: { value: { token_bucket: { fill_interval: 60 } } } } }),
      ],
      says: [
        'the filter envoy.filters.http.local_ratelimit has no typed_config with an @type',
        'fill_interval is 60, and Envoy reads durations in seconds with an s',
      ],
    },
  },
});

import { kube, ruleCases, service } from '../../testing.ts';
import { envoyClusterExists } from './envoy-cluster-exists.ts';

const namespace = 'shop';
const patch = (cluster: string) => ({
  applyTo: 'HTTP_FILTER',
  patch: {
    operation: 'INSERT_BEFORE',
    value: {
      name: 'envoy.filters.http.ratelimit',
      typed_config: { domain: 'shop', rate_limit_service: { grpc_service: { envoy_grpc: { cluster_name: cluster } } } },
    },
  },
});
const filter = (...configPatches: readonly object[]) =>
  kube('networking.istio.io/v1alpha3/EnvoyFilter', { name: 'limit', namespace }, { spec: { configPatches } });
const added = {
  applyTo: 'CLUSTER',
  patch: { operation: 'ADD', value: { name: 'rate_limit_cluster', load_assignment: { cluster_name: 'x' } } },
};
const door = service({ name: 'ratelimit', namespace, selector: { app: 'ratelimit' }, ports: [{ name: 'grpc', port: 8081 }] });

ruleCases(envoyClusterExists, {
  accepts: {
    'the cluster of a Service': [door, filter(patch('outbound|8081||ratelimit.shop.svc.cluster.local'))],
    'a cluster of the mesh': [filter(patch('xds-grpc'))],
    'a cluster that a patch adds': [filter(added, patch('rate_limit_cluster'))],
    'a cluster that another filter adds': [
      { object: filter(patch('rate_limit_cluster')) },
      kube('networking.istio.io/v1alpha3/EnvoyFilter', { name: 'cluster', namespace }, { spec: { configPatches: [added] } }),
    ],
    'a host of the outside world': [filter(patch('outbound|443||api.example.org'))],
  },
  refuses: {
    'a Service of another name': {
      given: [kube('v1/Namespace', { name: namespace }), door, filter(patch('outbound|8081||ratelimits.shop.svc.cluster.local'))],
      says: 'outbound|8081||ratelimits.shop.svc.cluster.local is the cluster of Service ratelimits in "shop", which does not exist',
      fix: 'Did you mean "ratelimit"?',
    },
    'a port that the Service does not have': {
      given: [door, filter(patch('outbound|8080||ratelimit.shop.svc.cluster.local'))],
      says: 'outbound|8080||ratelimit.shop.svc.cluster.local names port 8080 of Service ratelimit, which has 8081',
      fix: 'Write outbound|8081||ratelimit.shop.svc.cluster.local.',
    },
    'a cluster that is added under another name': {
      given: [filter(added, patch('ratelimit_cluster'))],
      says: 'no patch adds a cluster "ratelimit_cluster", and it is none of the mesh',
      fix: 'Did you mean "rate_limit_cluster"?',
    },
    'a cluster that nobody adds': {
      given: [filter(patch('ext-authz'))],
      says: 'no patch adds a cluster "ext-authz", and it is none of the mesh',
    },
  },
});

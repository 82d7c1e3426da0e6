import { kube, ruleCases } from '../../testing.ts';
import { portPolicyWhole } from './port-policy-whole.ts';

const rule = (trafficPolicy: object, subsets: readonly object[] = []) =>
  kube('networking.istio.io/v1/DestinationRule', { name: 'web' }, { spec: { host: 'web', trafficPolicy, subsets } });
const pool = { connectionPool: { http: { http1MaxPendingRequests: 100 } } };
const outliers = { outlierDetection: { consecutive5xxErrors: 5 } };
const port = (more: object) => ({ portLevelSettings: [{ port: { number: 80 }, ...more }] });

ruleCases(portPolicyWhole, {
  accepts: {
    'no settings for a port': [rule({ ...pool, ...outliers })],
    'settings for a port alone': [rule(port(pool))],
    'all of them again': [rule({ ...pool, ...port({ connectionPool: {} }) })],
    'mutual TLS of the mesh': [rule({ tls: { mode: 'ISTIO_MUTUAL' }, ...port(pool) })],
    'another round of pods': [rule({ loadBalancer: { simple: 'ROUND_ROBIN' }, ...port({ tls: { mode: 'SIMPLE' } }) })],
    'a subset with settings of its own': [rule(pool, [{ name: 'v1', trafficPolicy: outliers }])],
  },
  refuses: {
    'clients that come back to their pod': {
      given: [rule({ loadBalancer: { consistentHash: { useSourceIp: true } }, ...port({ loadBalancer: { simple: 'RANDOM' } }) })],
      says: 'port 80 has settings of its own, without loadBalancer.consistentHash of those for all ports',
    },
    'limits that this port does not have': {
      given: [rule({ ...pool, ...outliers, ...port({ loadBalancer: { simple: 'RANDOM' } }) })],
      says: 'port 80 has settings of its own, without connectionPool, outlierDetection of those for all ports',
    },
    'a port of a subset': {
      given: [rule(pool, [{ name: 'v1', trafficPolicy: port(outliers) }])],
      says: 'port 80 has settings of its own, without connectionPool of those for all ports',
    },
    'TLS to a server outside': {
      given: [rule({ tls: { mode: 'SIMPLE' }, ...port(pool) })],
      says: 'port 80 has settings of its own, without tls (SIMPLE) of those for all ports',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { localityFailoverActs } from './locality-failover-acts.ts';

const rule = (trafficPolicy: object, subsets: readonly object[] = []) =>
  kube('networking.istio.io/v1/DestinationRule', { name: 'web' }, { spec: { host: 'web', trafficPolicy, subsets } });
const by = (localityLbSetting: object) => ({ loadBalancer: { localityLbSetting } });
const failover = { enabled: true, failover: [{ from: 'eu', to: 'us' }] };
const distribute = (to: object) => ({ distribute: [{ from: 'eu/*', to }] });
const outlierDetection = { consecutive5xxErrors: 5 };

ruleCases(localityFailoverActs, {
  accepts: {
    'failures that are noticed': [rule({ ...by(failover), outlierDetection })],
    'failures that the whole host notices': [rule({ outlierDetection }, [{ name: 'v1', trafficPolicy: by(failover) }])],
    'what is switched off': [rule(by({ ...failover, enabled: false }))],
    'shares need none': [rule(by(distribute({ 'eu/*': 80, 'us/*': 20 })))],
    'the default order of regions': [rule(by({ enabled: true }))],
  },
  refuses: {
    'failures that nobody notices': { given: [rule(by(failover))], says: 'failover is set without an outlierDetection' },
    'an order by labels': {
      given: [rule(by({ failoverPriority: ['topology.istio.io/network'] }))],
      says: 'failoverPriority is set without an outlierDetection',
    },
    'a port of its own': {
      given: [rule({ outlierDetection, portLevelSettings: [{ port: { number: 80 }, ...by(failover) }] })],
      says: 'failover is set without an outlierDetection',
    },
    'the same region': {
      given: [rule({ ...by({ failover: [{ from: 'eu', to: 'eu' }] }), outlierDetection })],
      says: 'failover leads from eu to the same region',
    },
    'both ways at once': {
      given: [rule({ ...by({ ...failover, ...distribute({ 'eu/*': 100 }) }), outlierDetection })],
      says: 'distribute and failover stand beside each other, and exclude each other',
    },
    'shares above all': {
      given: [rule(by(distribute({ 'eu/*': 80, 'us/*': 30 })))],
      says: 'the shares of requests from eu/* come to 110, not 100',
    },
  },
});

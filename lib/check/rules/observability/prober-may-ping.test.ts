import { chartApplication, configFile } from '../../observability/testing.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { proberMayPing } from './prober-may-ping.ts';

const modules = (prober: string) => configFile('blackbox', 'blackbox.yml', { modules: { ping: { prober } } });
const prober = (securityContext: object, pod: object = {}) =>
  deployment({
    namespace: 'monitoring',
    container: { name: 'blackbox', image: 'prom/blackbox-exporter:v0.25.0', securityContext },
    pod: { volumes: [{ name: 'config', configMap: { name: 'blackbox' } }], ...pod },
  });
const strict = { runAsNonRoot: true, runAsUser: 1000, capabilities: { drop: ['ALL'] } };
const chart = (values: object) =>
  chartApplication('prometheus-blackbox-exporter', 'monitoring', { config: { modules: { ping: { prober: 'icmp' } } }, ...values });

ruleCases(proberMayPing, {
  accepts: {
    'a prober that asks by HTTP': [modules('http'), prober(strict)],
    'root with the right of every container': [modules('icmp'), prober({})],
    'root that is given the one right': [modules('icmp'), prober({ capabilities: { drop: ['ALL'], add: ['NET_RAW'] } })],
    'a pod in which anybody may ping': [
      modules('icmp'),
      prober(strict, { securityContext: { sysctls: [{ name: 'net.ipv4.ping_group_range', value: '0 65535' }] } }),
    ],
    'the chart that is told of it': [chart({ allowIcmp: true })],
  },
  refuses: {
    'a user without rights': {
      given: [modules('icmp'), prober(strict)],
      says: 'module ping pings, and container "blackbox" may not: it does not run as root',
    },
    'root without the right': {
      given: [modules('icmp'), prober({ capabilities: { drop: ['ALL'] } })],
      says: 'module ping pings, and container "blackbox" may not: it lacks NET_RAW',
    },
    'the chart as it is': {
      given: [chart({})],
      says: 'module ping pings, and the chart lets its container do so only with allowIcmp: true',
    },
  },
});

import { daemonSet, kube, ruleCases } from '../../testing.ts';
import { oneLogAgent } from './one-log-agent.ts';

const install = (chart: string, valuesObject: object = {}): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart },
    {
      spec: {
        source: { repoURL: 'https://charts.acme.io', chart, targetRevision: '1.0.0', helm: { valuesObject } },
        destination: { namespace: 'monitoring' },
      },
    },
  );
const alloy = (content: string): ReturnType<typeof kube> => install('alloy', { alloy: { configMap: { content } } });
const promtail = daemonSet({ name: 'promtail', namespace: 'logging', container: { image: 'grafana/promtail:3.5.1' } });

ruleCases(oneLogAgent, {
  accepts: {
    'one agent': [install('promtail')],
    'Alloy for metrics beside Promtail for logs': [install('promtail'), alloy('prometheus.scrape "a" {}')],
    'an agent and the store': [install('promtail'), install('loki')],
  },
  refuses: {
    'Promtail beside Alloy': {
      given: [install('promtail'), alloy('loki.source.kubernetes "pods" {}')],
      says: 'Promtail reads the logs of every pod, and so does Alloy',
    },
    'a DaemonSet beside a chart': {
      given: [promtail, install('fluent-bit')],
      says: 'Fluent Bit reads the logs of every pod, and so does Promtail',
    },
  },
});

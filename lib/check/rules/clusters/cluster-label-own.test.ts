import { chartIn, inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { clusterLabelOwn } from './cluster-label-own.ts';

const STORE = 'https://metrics.acme.io/api/v1/receive';
const stack = (place: string, cluster: string | undefined, url = STORE): ReturnType<typeof kube> =>
  chartIn(place, 'kube-prometheus-stack', {
    prometheus: { prometheusSpec: { ...(cluster === undefined ? {} : { externalLabels: { cluster } }), remoteWrite: [{ url }] } },
  });
const promtail = (place: string, cluster: string): ReturnType<typeof kube> =>
  chartIn(place, 'promtail', { config: { clients: [{ url: 'https://logs.acme.io/loki/api/v1/push', external_labels: { cluster } }] } });
const file = (content: string): ReturnType<typeof kube> =>
  kube('v1/ConfigMap', { name: 'prometheus', namespace: 'monitoring' }, { data: { 'prometheus.yml': content } });
const written = (cluster: string): string => `global: { external_labels: { cluster: ${cluster} } }\nremote_write:\n  - url: ${STORE}\n`;

ruleCases(clusterLabelOwn, {
  accepts: {
    'the name of each': [stack('app1', 'app1'), stack('app2', 'app2'), promtail('app1', 'app1'), promtail('app2', 'app2')],
    'two replicas in one cluster': [stack('app1', 'app1'), stack('app1', 'app1')],
    'stores of their own': [stack('app1', 'prod', 'http://mimir-a/push'), stack('app2', 'prod', 'http://mimir-b/push')],
    'nobody says whose metrics they are': [stack('app1', undefined), stack('app2', undefined)],
    'a label that is filled in later': [stack('app1', '$CLUSTER'), stack('app2', '$CLUSTER')],
    'metrics and logs under one name': [stack('app1', 'app1'), promtail('app2', 'app1')],
  },
  refuses: {
    'metrics under the name of another': {
      given: [stack('app1', 'app1'), stack('app2', 'app1')],
      says: 'cluster=app1 is the label of the metrics of Application app1-kube-prometheus-stack, too, and both go to metrics.acme.io',
    },
    'logs under the name of another': {
      given: [promtail('app1', 'app1'), promtail('app2', 'app1')],
      says: 'cluster=app1 is the label of the logs of Application app1-promtail, too, and both go to logs.acme.io',
    },
    'files of Prometheus': {
      given: [...inCluster('a', file(written('a'))), ...inCluster('b', file(written('a')))],
      says: 'cluster=a is the label of the metrics of ConfigMap prometheus of a, too, and both go to metrics.acme.io',
    },
    'one that says nothing': {
      given: [stack('app1', 'app1'), stack('app2', undefined)],
      says: 'the metrics go to metrics.acme.io without a label cluster; Application app1-kube-prometheus-stack sends cluster=app1 there',
    },
  },
});

import { chartApplication, prometheusFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { scrapeConfigValid } from './scrape-config-valid.ts';

const probe = [
  { source_labels: ['__address__'], target_label: '__param_target' },
  { target_label: '__address__', replacement: 'blackbox:9115' },
];

ruleCases(scrapeConfigValid, {
  accepts: {
    'a monitor that waits as long as its interval': [
      kube(
        'monitoring.coreos.com/v1/PodMonitor',
        {},
        { spec: { podMetricsEndpoints: [{ interval: '30s', scrapeTimeout: '30s' }, { interval: '15s' }] } },
      ),
    ],
    'times of a chart': [
      chartApplication('prometheus', 'monitoring', { server: { global: { scrape_timeout: '30s' } } }),
      chartApplication('kube-prometheus-stack', 'other', { prometheus: { prometheusSpec: { scrapeTimeout: '20s' } } }),
    ],
    'jobs as they should be': [
      prometheusFile([
        { job_name: 'a', scrape_interval: '30s', scrape_timeout: '30s', static_configs: [{ targets: ['web:80'] }] },
        { job_name: 'b', relabel_configs: [{ action: 'labelmap', regex: 'a_(.+)' }] },
      ]),
    ],
    'roles of pods and nodes': [
      prometheusFile([
        {
          job_name: 'a',
          kubernetes_sd_configs: [{ role: 'pod' }, { role: 'endpoints' }],
          relabel_configs: [{ source_labels: ['__meta_kubernetes_pod_annotation_prometheus_io_scrape'], action: 'keep', regex: 'true' }],
        },
      ]),
    ],
    'kubelets over HTTPS, with a token': [
      prometheusFile([
        { job_name: 'a', scheme: 'https', bearer_token_file: '/token', kubernetes_sd_configs: [{ role: 'node' }] },
        { job_name: 'b', scheme: 'https', authorization: { credentials_file: '/token' }, kubernetes_sd_configs: [{ role: 'node' }] },
      ]),
    ],
    'an exporter on each node': [
      prometheusFile([
        {
          job_name: 'a',
          kubernetes_sd_configs: [{ role: 'node' }],
          relabel_configs: [{ source_labels: ['__address__'], regex: '(.*):10250', target_label: '__address__', replacement: '$1:9100' }],
        },
      ]),
    ],
    'pods of one namespace': [
      prometheusFile([{ job_name: 'a', kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['shop'] } }] }]),
    ],
    'a prober': [
      prometheusFile([
        { job_name: 'probe', metrics_path: '/probe', static_configs: [{ targets: ['https://example.org'] }], relabel_configs: probe },
      ]),
    ],
  },
  refuses: {
    'kubelets in plain HTTP': {
      given: [
        prometheusFile([
          {
            job_name: 'nodes',
            kubernetes_sd_configs: [{ role: 'node' }],
            relabel_configs: [{ action: 'labelmap', regex: '__meta_kubernetes_node_label_(.+)' }],
          },
        ]),
      ],
      says: 'job nodes: role node finds the kubelets, which speak HTTPS on 10250, and the job asks in plain HTTP',
    },
    'kubelets without a token': {
      given: [prometheusFile([{ job_name: 'nodes', scheme: 'https', kubernetes_sd_configs: [{ role: 'node' }] }])],
      says: 'job nodes: role node finds the kubelets, and the job says nobody who is asking',
    },
    'each port of each pod': {
      given: [prometheusFile([{ job_name: 'pods', kubernetes_sd_configs: [{ role: 'pod' }] }])],
      says: 'job pods: nothing is kept or dropped: each port of each pod of the cluster is a target',
    },
    'a prober that is never asked': {
      given: [
        prometheusFile([
          {
            job_name: 'probe',
            metrics_path: '/probe',
            static_configs: [{ targets: ['https://example.org'] }],
            relabel_configs: probe.slice(0, 1),
          },
        ]),
      ],
      says: 'job probe: it hands __address__ to the prober as __param_target, and goes on asking __address__ itself',
    },
    'an expression for two labels that gets one': {
      given: [
        prometheusFile([
          {
            job_name: 'a',
            relabel_configs: [{ source_labels: ['__address__'], regex: '(.+);(.+)', target_label: '__address__', replacement: '$1:$2' }],
          },
        ]),
      ],
      says: 'job a: a step of relabel_configs compares one label (__address__) with "(.+);(.+)", an expression of 2',
      fix: 'Add the label that is missing to source_labels.',
    },
    'the same in a monitor': {
      given: [
        kube(
          'monitoring.coreos.com/v1/ServiceMonitor',
          {},
          {
            spec: {
              endpoints: [{ port: 'http', relabelings: [{ sourceLabels: ['a'], regex: 'x', targetLabel: 'b', replacement: '$1' }] }],
            },
          },
        ),
      ],
      says: 'a step of relabelings puts in $1, and "x" has no group',
    },
    'the page of a node without its proxy': {
      given: [
        prometheusFile([
          {
            job_name: 'cadvisor',
            relabel_configs: [
              {
                source_labels: ['__meta_kubernetes_node_name'],
                regex: '(.+)',
                target_label: '__metrics_path__',
                replacement: '/api/v1/nodes/$1/metrics/cadvisor',
              },
            ],
          },
        ]),
      ],
      says: 'job cadvisor: the page of a node is /api/v1/nodes/$1/metrics/cadvisor, without proxy',
      fix: 'Write /api/v1/nodes/$1/proxy/metrics/cadvisor.',
    },
    'a prober with a scheme': {
      given: [
        kube(
          'monitoring.coreos.com/v1/Probe',
          { name: 'blog', namespace: 'monitoring' },
          { spec: { prober: { url: 'http://blackbox:9115' }, module: 'http_2xx' } },
        ),
      ],
      says: 'spec.prober.url is http://blackbox:9115, and must be a host with its port',
      fix: 'Write blackbox:9115.',
    },
    'a monitor that waits longer than its interval': {
      given: [
        kube(
          'monitoring.coreos.com/v1/ServiceMonitor',
          {},
          { spec: { endpoints: [{ port: 'http', interval: '30s', scrapeTimeout: '1m' }] } },
        ),
      ],
      says: 'scrapeTimeout is 60 s, and a scrape comes every 30 s',
    },
    'a timeout beyond the interval in the values of a chart': {
      given: [chartApplication('prometheus', 'monitoring', { server: { global: { scrape_interval: '15s', scrape_timeout: '30s' } } })],
      says: 'global.scrape_timeout is 30 s, and a scrape comes every 15 s',
    },
    'two jobs of one name': { given: [prometheusFile([{ job_name: 'a' }, { job_name: 'a' }])], says: 'there are two scrape jobs "a"' },
    'a timeout beyond the interval': {
      given: [prometheusFile([{ job_name: 'a', scrape_interval: '10s', scrape_timeout: '30s' }])],
      says: 'job a: scrape_timeout 30 s is longer than its interval of 10 s',
    },
    'a role in the plural': {
      given: [prometheusFile([{ job_name: 'a', kubernetes_sd_configs: [{ role: 'pods' }] }])],
      says: 'job a: there is no role "pods" to discover',
      fix: 'Did you mean "pod"?',
    },
    'a URL as a target': {
      given: [prometheusFile([{ job_name: 'a', static_configs: [{ targets: ['http://web:80'] }] }])],
      says: 'job a: the target http://web:80 is a URL, and a target is host:port',
    },
    'an action with a slip': {
      given: [prometheusFile([{ job_name: 'a', relabel_configs: [{ action: 'labelmpa', regex: '(.+)' }] }])],
      says: 'job a: there is no relabelling action "labelmpa"',
      fix: 'Did you mean "labelmap"?',
    },
    'keys with a slip': {
      given: [
        prometheusFile([{ job_name: 'a', metric_path: '/m', relabel_configs: [{ source_label: ['x'], action: 'keep', regex: 'y' }] }]),
      ],
      says: ['job a: a step of relabel_configs has the unknown key "source_label"', 'job a: it has the unknown key "metric_path"'],
      fix: 'Did you mean "source_labels"?',
    },
    'a replacement without a place': {
      given: [prometheusFile([{ job_name: 'a', relabel_configs: [{ source_labels: ['x'] }] }])],
      says: 'job a: a step of relabel_configs replaces, and names no target_label',
    },
    'a prober without a target': {
      given: [prometheusFile([{ job_name: 'probe', metrics_path: '/probe', static_configs: [{ targets: ['blackbox:9115'] }] }])],
      says: 'job probe: it probes, and hands no target to the prober as __param_target',
    },
  },
});

import { chartApplication, prometheusFile } from '../../observability/testing.ts';
import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { scrapeAnnotationsWork } from './scrape-annotations-work.ts';

const scrape = (rest: Readonly<Record<string, string>> = {}) => ({ 'prometheus.io/scrape': 'true', ...rest });

const step = (word: string, rest: object) => ({ source_labels: [`__meta_kubernetes_pod_annotation_prometheus_io_${word}`], ...rest });
const job = (...steps: readonly object[]) =>
  prometheusFile([
    {
      job_name: 'pods',
      kubernetes_sd_configs: [{ role: 'pod' }],
      relabel_configs: [step('scrape', { action: 'keep', regex: 'true' }), ...steps],
    },
  ]);
const stack = (prometheusSpec: object) =>
  chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec } }, 'kps');
const annotated = deployment({ namespace: 'shop', podAnnotations: scrape({ 'prometheus.io/port': '8080' }) });
const spring = deployment({ podAnnotations: scrape({ 'prometheus.io/path': '/actuator/prometheus' }) });

ruleCases(scrapeAnnotationsWork, {
  accepts: {
    'a port that a container has': [
      deployment({ podAnnotations: scrape({ 'prometheus.io/port': '8080', 'prometheus.io/path': '/metrics' }) }),
    ],
    'the port of the sidecar': [deployment({ podAnnotations: scrape({ 'prometheus.io/port': '15020' }) })],
    'containers that declare nothing': [deployment({ container: { ports: [] }, podAnnotations: scrape({ 'prometheus.io/port': '9000' }) })],
    'a workload whose Service is scraped': [
      deployment({ annotations: scrape() }),
      kube('v1/Service', { annotations: scrape() }, { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }),
    ],
    'scraping switched off': [deployment({ podAnnotations: { 'prometheus.io/scrape': 'false', 'prometheus.io/port': '1' } })],
    'a path that the job reads, and one that needs no reading': [
      job(step('path', { target_label: '__metrics_path__', regex: '(.+)' })),
      spring,
      deployment({ name: 'other', podAnnotations: scrape({ 'prometheus.io/path': '/metrics' }) }),
    ],
    'a path where nobody knows who scrapes': [spring],
    'a pod that a monitor selects, too': [
      stack({}),
      annotated,
      kube('monitoring.coreos.com/v1/PodMonitor', { namespace: 'shop' }, { spec: { selector: { matchLabels: { app: 'web' } } } }),
    ],
    'a pod whose Service a monitor selects from elsewhere': [
      stack({}),
      annotated,
      kube('v1/Service', { namespace: 'shop', labels: { app: 'web' } }, { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }),
      kube(
        'monitoring.coreos.com/v1/ServiceMonitor',
        { namespace: 'monitoring' },
        { spec: { namespaceSelector: { any: true }, selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } } },
      ),
    ],
    'jobs of its own': [stack({ additionalScrapeConfigs: [{ job_name: 'pods', kubernetes_sd_configs: [{ role: 'pod' }] }] }), annotated],
    'a Prometheus of the other chart beside it': [stack({}), chartApplication('prometheus', 'metrics', {}), annotated],
    'a job': [cronJob({ annotations: {} })],
  },
  refuses: {
    'annotations beside an operator': {
      given: [stack({}), annotated],
      says: 'prometheus.io/scrape is "true", and the Prometheus of kube-prometheus-stack reads no annotations',
    },
    'annotations beside a monitor of other pods': {
      given: [
        stack({}),
        annotated,
        kube('monitoring.coreos.com/v1/PodMonitor', { namespace: 'shop' }, { spec: { selector: { matchLabels: { app: 'api' } } } }),
      ],
      says: 'prometheus.io/scrape is "true", and the Prometheus of kube-prometheus-stack reads no annotations',
    },
    'a path that the job does not read': {
      given: [job(), spring],
      says: 'prometheus.io/path is "/actuator/prometheus", and the job pods, which scrapes the pod, does not read it',
    },
    'a port that no container has': {
      given: [deployment({ podAnnotations: scrape({ 'prometheus.io/port': '9090' }) })],
      says: 'prometheus.io/port is 9090, and no container declares it; declared: 8080',
    },
    'annotations on the workload': {
      given: [deployment({ annotations: scrape() })],
      says: 'prometheus.io/scrape stands on the Deployment and not on its pods',
    },
    'the name of a port': {
      given: [deployment({ podAnnotations: scrape({ 'prometheus.io/port': 'http' }) })],
      says: 'prometheus.io/port is "http", which is no number',
    },
    'a path without a slash': {
      given: [deployment({ podAnnotations: scrape({ 'prometheus.io/path': 'metrics' }) })],
      says: 'prometheus.io/path is "metrics", without a slash in front',
      fix: 'Write /metrics.',
    },
  },
});

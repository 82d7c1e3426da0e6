import { prometheusFile } from '../../observability/testing.ts';
import { deployment, ruleCases, service } from '../../testing.ts';
import { targetScrapedOnce } from './target-scraped-once.ts';

const keep = (source: string, more: readonly object[] = []) => ({
  kubernetes_sd_configs: [{ role: source === 'pod' ? 'pod' : 'endpoints' }],
  relabel_configs: [
    { source_labels: [`__meta_kubernetes_${source}_annotation_prometheus_io_scrape`], action: 'keep', regex: 'true' },
    ...more,
  ],
});
const pods = { job_name: 'pods', ...keep('pod') };
const services = { job_name: 'services', ...keep('service') };
const own = (target = 'web:8080') => ({ job_name: 'web', static_configs: [{ targets: [target] }] });
const web = (podAnnotations: Readonly<Record<string, string>>) => deployment({ namespace: 'monitoring', podAnnotations });
const door = (annotations = {}) => service({ name: 'web', namespace: 'monitoring', selector: { app: 'web' }, annotations });
const scraped = { 'prometheus.io/scrape': 'true' };

ruleCases(targetScrapedOnce, {
  accepts: {
    'a job of its own for pods without the annotation': [prometheusFile([pods, own()]), web({}), door()],
    'another port, and another page': [
      prometheusFile([pods, own('web:9090')]),
      web(scraped),
      deployment({ name: 'other', namespace: 'monitoring', podAnnotations: { ...scraped, 'prometheus.io/port': '9091' } }),
      door(),
    ],
    'a job for annotated pods of some namespaces': [
      prometheusFile([
        { job_name: 'pods', ...keep('pod', [{ source_labels: ['__meta_kubernetes_namespace'], action: 'drop', regex: 'monitoring' }]) },
        own(),
      ]),
      web(scraped),
      door(),
    ],
    'a probe of the same address': [
      prometheusFile([
        own(),
        { job_name: 'probe', metrics_path: '/probe', params: { module: ['http_2xx'] }, static_configs: [{ targets: ['web:8080'] }] },
      ]),
    ],
    'an annotation on one of both': [prometheusFile([pods, services]), web({}), door(scraped)],
    'two servers with a job each': [
      prometheusFile([own()]),
      { ...prometheusFile([{ ...own(), job_name: 'web-2' }]), metadata: { name: 'other', namespace: 'x' } },
    ],
  },
  refuses: {
    'annotated pods with a job of their own': {
      given: [prometheusFile([pods, own()]), web(scraped), door()],
      says: 'the jobs web and pods both scrape Deployment web: its pods carry prometheus.io/scrape',
    },
    'one target in two jobs': {
      given: [prometheusFile([own(), { ...own(), job_name: 'web-again' }])],
      says: 'the jobs web-again and web both scrape web:8080: both name it',
    },
    'the annotation on the Service and on its pods': {
      given: [prometheusFile([pods, services]), web(scraped), door(scraped)],
      says: 'the jobs services and pods both scrape Deployment web: both its pods and Service web carry prometheus.io/scrape',
    },
  },
});

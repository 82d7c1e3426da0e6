import { kube, ruleCases } from '../../testing.ts';
import { probeModuleExists } from './probe-module-exists.ts';

const exporter = kube(
  'v1/ConfigMap',
  { name: 'blackbox' },
  { data: { 'blackbox.yml': 'modules:\n  http_2xx: { prober: http }\n  tcp_connect: { prober: tcp }' } },
);
const probe = (module: string) =>
  kube('monitoring.coreos.com/v1/Probe', { name: 'sites' }, { spec: { module, prober: { url: 'blackbox:9115' } } });
const job = (module: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'prometheus' },
    {
      data: { 'prometheus.yml': `scrape_configs:\n  - job_name: sites\n    metrics_path: /probe\n    params: { module: [${module}] }` },
    },
  );
const chart = (values: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'blackbox', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://prometheus-community.github.io/helm-charts',
          chart: 'prometheus-blackbox-exporter',
          targetRevision: '9.0.0',
          helm: { valuesObject: values },
        },
        destination: { namespace: 'monitoring' },
      },
    },
  );

ruleCases(probeModuleExists, {
  accepts: {
    'modules that are there': [exporter, probe('tcp_connect'), job('http_2xx')],
    'an exporter of which nothing is known': [probe('icmp'), job('icmp')],
    'the module that the chart brings': [chart({ config: { modules: { dns: { prober: 'dns' } } } }), probe('http_2xx'), probe('dns')],
  },
  refuses: {
    'a probe of an unknown module': {
      given: [exporter, probe('http_2xx_follow')],
      says: 'the probe asks for module "http_2xx_follow", the blackbox exporter has http_2xx, tcp_connect',
    },
    'a job of an unknown module': {
      given: [exporter, job('icmp')],
      says: 'job sites asks for module "icmp", the blackbox exporter has http_2xx, tcp_connect',
    },
    'a module that the values do not add': {
      given: [chart({}), probe('icmp')],
      says: 'the probe asks for module "icmp", the blackbox exporter has http_2xx',
    },
  },
});

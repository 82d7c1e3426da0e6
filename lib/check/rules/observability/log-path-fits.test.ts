import { chartApplication, configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { logPathFits } from './log-path-fits.ts';

const NAMESPACE = '__meta_kubernetes_namespace';
const POD = '__meta_kubernetes_pod_name';
const UID = '__meta_kubernetes_pod_uid';
const CONTAINER = '__meta_kubernetes_pod_container_name';

interface Step {
  readonly source_labels: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly replacement?: string;
  readonly target_label?: string;
  readonly action?: string;
}

const path = (step: Step): Step => ({ target_label: '__path__', ...step });
const promtail = (...steps: readonly Step[]) =>
  configFile('promtail', 'promtail.yaml', {
    clients: [{ url: 'http://loki:3100/loki/api/v1/push' }],
    scrape_configs: [{ job_name: 'pods', kubernetes_sd_configs: [{ role: 'pod' }], relabel_configs: steps }],
  });
const alloy = (...steps: readonly Step[]) => {
  const rules = steps.map(
    (step) =>
      `  rule {\n${Object.entries(step)
        .map(([key, value]) => `    ${key} = ${JSON.stringify(value)}\n`)
        .join('')}  }\n`,
  );
  const content = `discovery.kubernetes "pods" {\n  role = "pod"\n}\ndiscovery.relabel "logs" {\n  targets = discovery.kubernetes.pods.targets\n${rules.join('')}}\n`;
  return chartApplication('alloy', 'monitoring', { alloy: { configMap: { content } } });
};

const usual = path({ source_labels: [UID, CONTAINER], separator: '/', replacement: '/var/log/pods/*$1/*.log' });
const parts = path({
  source_labels: [NAMESPACE, POD, UID, CONTAINER],
  separator: '/',
  regex: '(.*)/(.*)/(.*)/(.*)',
  replacement: '/var/log/pods/${1}_${2}_${3}/$4/*.log',
});

ruleCases(logPathFits, {
  accepts: {
    'the usual step': [alloy(usual), promtail(usual)],
    'all four, each in its place': [alloy(parts), promtail(parts)],
    'the links to the files': [
      promtail(path({ source_labels: [POD, NAMESPACE, CONTAINER], separator: '_', replacement: '/var/log/containers/$1-*.log' })),
    ],
    'any file of a pod, or one of several': [
      alloy(path({ source_labels: [NAMESPACE, POD], regex: '(.+);(.+)', replacement: '/var/log/pods/${1}_${2}_*/{app,web}/*.log' })),
      alloy(path({ source_labels: [UID], replacement: '/host/var/log/pods/*_$1/**/*.log' })),
    ],
    'a step for pods with an annotation, after the usual one': [
      promtail(
        usual,
        path({
          source_labels: ['__meta_kubernetes_pod_annotationpresent_config_hash', '__meta_kubernetes_pod_annotation_config_hash', CONTAINER],
          separator: '/',
          regex: 'true/(.*)/(.*)',
          replacement: '/var/log/pods/*$1/$2/*.log',
        }),
      ),
    ],
    'labels that are made before': [
      promtail(
        { source_labels: [NAMESPACE], target_label: 'namespace' },
        path({ source_labels: ['namespace', UID], separator: '_*_', replacement: '/var/log/pods/$1/*/*.log' }),
      ),
    ],
    'labels of which nobody knows': [
      promtail(path({ source_labels: ['__meta_kubernetes_pod_label_app'], replacement: '/var/log/pods/$1/*.log' })),
    ],
    'files of a program': [promtail(path({ source_labels: [POD], replacement: '/srv/logs/$1.log' }))],
  },
  refuses: {
    'one group of four': {
      given: [alloy({ source_labels: [NAMESPACE], target_label: 'namespace' }, path({ ...parts, replacement: '/var/log/pods/*$1/*.log' }))],
      says: 'discovery.relabel "logs" makes /var/log/pods/*shop/*.log of pod web-0 of namespace shop, whose lines are in /var/log/pods/shop_web-0_5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/app/0.log',
    },
    'joined by semicolons': {
      given: [promtail(path({ source_labels: [UID, CONTAINER], replacement: '/var/log/pods/*$1/*.log' }))],
      says: 'job pods makes /var/log/pods/*5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90;app/*.log of pod web-0 of namespace shop, whose lines are in /var/log/pods/shop_web-0_5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/app/0.log',
    },
    'the container first': {
      given: [promtail({ ...usual, source_labels: [CONTAINER, UID] })],
      says: 'job pods makes /var/log/pods/*app/5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/*.log of pod web-0 of namespace shop, whose lines are in /var/log/pods/shop_web-0_5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/app/0.log',
    },
    'a number that runs on into a name': {
      given: [promtail({ ...parts, replacement: '/var/log/pods/$1_$2_$3/$4/*.log' })],
      says: 'job pods makes /var/log/pods/5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/app/*.log of pod web-0 of namespace shop, whose lines are in /var/log/pods/shop_web-0_5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/app/0.log',
    },
    'a folder, and no file': {
      given: [promtail({ ...usual, replacement: '/var/log/pods/*$1' })],
      says: 'job pods makes /var/log/pods/*5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/app of pod web-0 of namespace shop, whose lines are in /var/log/pods/shop_web-0_5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90/app/0.log',
    },
  },
});

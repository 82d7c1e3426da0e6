import { Port } from '../../lib/constructs/port.ts';
import { AlloyConfig } from '../../lib/telemetry/alloy.ts';
import { collectLogs, LOG_SOURCES, pattern } from './logs.ts';

const LOKI = { peer: { name: 'loki', namespace: 'monitoring', podLabels: {} }, port: Port.http(3100), service: 'loki-stack' };

test.each([
  ['web of the blog', 'blog-system/web', true],
  ['was of the blog', 'blog-system/was', true],
  ['mysql of the blog', 'blog-system/mysql', true],
  ['an exporter of the blog', 'blog-system/mysql-exporter', false],
  ['a pod of the blog without the label', 'blog-system/', false],
  ['Argo CD, whose pods have no label app', 'argocd/', true],
  ['Loki itself', 'monitoring/', true],
  ['the mesh', 'istio-system/istiod', false],
  ['a namespace whose name only begins so', 'argocd-image-updater/', false],
])('logs of %s', (_, pod, kept) => {
  const anchored = new RegExp(`^(?:${pattern(LOG_SOURCES)})$`);

  expect(anchored.test(pod)).toBe(kept);
});

test('a line gets the labels namespace, pod, container and app, and comes from the files of its container', () => {
  const config = new AlloyConfig('agent');

  collectLogs(config, LOKI);

  const rules = [...config.text().matchAll(/target_label\s+= "(\w+)"/g)].map(([, label]) => label);
  expect(rules).toEqual(['namespace', 'pod', 'container', 'app', '__path__']);
  expect(config.text()).toContain('replacement   = "/var/log/pods/*$1/*.log"');
  expect(config.text()).toContain('url = "http://loki-stack.monitoring.svc.cluster.local:3100/loki/api/v1/push"');
});

test('the label app is taken from whichever of the two labels a pod has', () => {
  const config = new AlloyConfig('agent');
  collectLogs(config, LOKI);
  const [, regex = ''] = /separator\s+= ";"\n\s+regex\s+= "([^"]+)"/.exec(config.text()) ?? [];

  const app = (...labels: string[]): string | undefined => new RegExp(`^(?:${regex})$`).exec(labels.join(';'))?.[1];

  expect([app('web', ''), app('', 'argocd-server'), app('was', 'other'), app('', '')]).toEqual(['web', 'argocd-server', 'was', undefined]);
});

import { dump } from 'js-yaml';
import type { KubeObject } from '../../manifest/manifest.ts';
import type { Fields } from '../read.ts';
import { kube } from '../testing.ts';

/** A PrometheusRule with one group. */
export function rulesObject(...rules: readonly Fields[]): KubeObject {
  return kube(
    'monitoring.coreos.com/v1/PrometheusRule',
    { name: 'rules', namespace: 'monitoring' },
    { spec: { groups: [{ name: 'web', rules }] } },
  );
}

/** A PrometheusRule with one alert, `Broken`. */
export function alertOn(expr: string, rest: Fields = {}): KubeObject {
  return rulesObject({ alert: 'Broken', expr, labels: { severity: 'critical' }, annotations: { summary: 'It is broken' }, ...rest });
}

/** A ConfigMap with a file of rules. */
export function rulesFile(...rules: readonly Fields[]): KubeObject {
  return configFile('alert-rules', 'rules.yml', { groups: [{ name: 'web', rules }] });
}

/** A ConfigMap with one file of YAML, in the namespace `monitoring`. */
export function configFile(name: string, key: string, content: unknown): KubeObject {
  return kube('v1/ConfigMap', { name, namespace: 'monitoring' }, { data: { [key]: dump(content, { lineWidth: -1 }) } });
}

/** A ConfigMap with a prometheus.yml. */
export function prometheusFile(jobs: readonly Fields[], rest: Fields = {}): KubeObject {
  return configFile('prometheus-config', 'prometheus.yml', { ...rest, scrape_configs: jobs });
}

/** A ConfigMap with a dashboard that asks Prometheus, a panel for each query. */
export function dashboardOf(exprs: readonly string[], rest: Fields = {}): KubeObject {
  const panels = exprs.map((expr, index) => ({
    title: `Panel ${index + 1}`,
    type: 'timeseries',
    datasource: { type: 'prometheus', uid: 'prometheus' },
    targets: [{ expr }],
  }));
  const content = { title: 'Blog', uid: 'blog', schemaVersion: 39, templating: { list: [{ name: 'namespace' }] }, panels, ...rest };
  return kube('v1/ConfigMap', { name: 'dashboard', namespace: 'monitoring' }, { data: { 'blog.json': JSON.stringify(content) } });
}

/** The same with queries to Loki. */
export function logDashboard(...exprs: readonly string[]): KubeObject {
  const panels = exprs.map((expr, index) => ({
    title: `Logs ${index + 1}`,
    type: 'logs',
    datasource: { type: 'loki', uid: 'loki' },
    targets: [{ expr }],
  }));
  return dashboardOf([], { panels });
}

/** An Application that installs a chart with these values. */
export function chartApplication(chart: string, namespace: string, valuesObject: Fields, name = chart): KubeObject {
  return kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        project: 'default',
        source: { repoURL: 'https://charts.example.org', chart, targetRevision: '1.0.0', helm: { valuesObject } },
        destination: { namespace },
      },
    },
  );
}

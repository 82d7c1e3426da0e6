import type { Tree } from './mistake.ts';

/** Documents of one file. */
export function documents(...texts: readonly string[]): string {
  return texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n');
}

/** Every line of a text, so far to the right. */
export function indented(spaces: number, text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, ' '.repeat(spaces));
}

/** A file of a tree with a piece put right; the piece must stand in it. */
export function mending(tree: Tree, file: string, ...pieces: readonly (readonly [wrong: string, right: string])[]): Tree {
  let text = tree[file] ?? '';
  for (const [wrong, right] of pieces) {
    if (!text.includes(wrong)) throw new Error(`${file} does not say: ${wrong}`);
    text = text.replaceAll(wrong, right);
  }
  return { [file]: text };
}

export function namespace(name: string, labels = ''): string {
  return `apiVersion: v1
kind: Namespace
metadata: { name: ${name}${labels === '' ? '' : `, labels: { ${labels} }`} }
`;
}

/** A Service of one port to the pods of an `app`. */
export function service(place: string, name: string, port: number, portName = 'http', app = name): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${place}, labels: { app: ${app} } }
spec:
  selector: { app: ${app} }
  ports: [{ name: ${portName}, port: ${port} }]
`;
}

/** A Deployment of one container; `more` is added to the container. */
export function deployment(place: string, name: string, image: string, port: number, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${place} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: ${image}
          ports: [{ containerPort: ${port} }]
${indented(10, more)}
`;
}

/** A CronJob of one container that runs a shell text; `more` is added to the container. */
export function cronJob(place: string, name: string, image: string, script: string, more = ''): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: { name: ${name}, namespace: ${place} }
spec:
  schedule: '0 18 * * *'
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: ${name}
              image: ${image}
              command: [sh, -c]
              args:
                - |
${indented(18, script)}
${indented(14, more)}
`;
}

/** A ConfigMap of files. */
export function configMap(place: string, name: string, files: Readonly<Record<string, string>>, labels = ''): string {
  const data = Object.entries(files).map(([file, text]) => `  ${file}: |\n${indented(4, text)}\n`);
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${place}${labels === '' ? '' : `, labels: { ${labels} }`} }
data:
${data.join('')}`;
}

/** An Argo CD Application of a Helm chart with its values. */
export function chart(
  place: string,
  name: string,
  source: readonly [repo: string, chart: string, version: string],
  values: string,
): string {
  const [repo, chartName, version] = source;
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  source:
    repoURL: ${repo}
    chart: ${chartName}
    targetRevision: ${version}
    helm:
      releaseName: ${name}
      valuesObject:
${indented(8, values)}
  destination: { server: 'https://kubernetes.default.svc', namespace: ${place} }
`;
}

/** An Argo CD Application of a folder. */
export function folder(place: string, name: string, path: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: ${path} }
  destination: { server: 'https://kubernetes.default.svc', namespace: ${place} }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
`;
}

export function alert(name: string, expression: string, severity = 'warning'): string {
  return `- alert: ${name}
  expr: ${JSON.stringify(expression)}
  for: 5m
  labels: { severity: ${severity} }
  annotations: { summary: ${name} }`;
}

/** A PrometheusRule of one group that the chart kube-prometheus-stack selects. */
export function rules(place: string, name: string, ...alerts: readonly string[]): string {
  return `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: ${name}, namespace: ${place}, labels: { release: kube-prometheus-stack } }
spec:
  groups:
    - name: ${name}
      rules:
${indented(8, alerts.join('\n'))}
`;
}

export const PROMETHEUS_CHARTS = 'https://prometheus-community.github.io/helm-charts';
export const GRAFANA_CHARTS = 'https://grafana.github.io/helm-charts';

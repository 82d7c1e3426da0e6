/** A script that installs the add-ons of a cluster, one line after the other. */
export function installs(...lines: readonly string[]): string {
  return `#!/usr/bin/env bash\nset -euo pipefail\n\n${lines.join('\n')}\n`;
}

const REPOSITORIES = {
  argo: 'https://argoproj.github.io/argo-helm',
  cilium: 'https://helm.cilium.io',
  'external-secrets': 'https://charts.external-secrets.io',
  falcosecurity: 'https://falcosecurity.github.io/charts',
  grafana: 'https://grafana.github.io/helm-charts',
  hashicorp: 'https://helm.releases.hashicorp.com',
  istio: 'https://istio-release.storage.googleapis.com/charts',
  jaegertracing: 'https://jaegertracing.github.io/helm-charts',
  jetstack: 'https://charts.jetstack.io',
  kiali: 'https://kiali.org/helm-charts',
  kyverno: 'https://kyverno.github.io/kyverno',
  metallb: 'https://metallb.github.io/metallb',
  minio: 'https://charts.min.io',
  'prometheus-community': 'https://prometheus-community.github.io/helm-charts',
  'vmware-tanzu': 'https://vmware-tanzu.github.io/helm-charts',
} as const;

export type Repository = keyof typeof REPOSITORIES;

/** The line that makes a repository of charts known. */
export function repository(name: Repository): string {
  return `helm repo add ${name} ${REPOSITORIES[name]}`;
}

/** The lines that install a chart with the values of `addons/values/<release>.yaml`. */
export function release(name: string, from: Repository, chart: string, version: string, namespace: string, more = ''): string {
  const values = `-f addons/values/${name}.yaml`;
  return [
    repository(from),
    'helm repo update',
    `helm upgrade --install ${name} ${from}/${chart} --version ${version} -n ${namespace} --create-namespace ${values}${more === '' ? '' : ` ${more}`}`,
  ].join('\n');
}

/** A repository in which a script installs one chart with a file of values. */
export function addon(
  name: string,
  from: Repository,
  chart: string,
  version: string,
  namespace: string,
  values: string,
): Readonly<Record<string, string>> {
  return { 'addons/install.sh': installs(release(name, from, chart, version, namespace)), [`addons/values/${name}.yaml`]: values };
}

/** An Argo CD Application of a chart for one cluster, its values an object in YAML from the first column. */
export function clusterChart(
  cluster: string,
  release: string,
  from: Repository,
  chart: string,
  version: string,
  namespace: string,
  values: string,
  options = '',
): string {
  const destination = cluster === 'mgmt' ? 'server: https://kubernetes.default.svc' : `name: ${cluster}`;
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${cluster}-${release}, namespace: argocd }
spec:
  project: default
  source:
    repoURL: ${REPOSITORIES[from]}
    chart: ${chart}
    targetRevision: ${version}
    helm:
      releaseName: ${release}
      valuesObject:
${values.trimEnd().replace(/^(?=.)/gm, '        ')}
  destination: { ${destination}, namespace: ${namespace} }
  syncPolicy: { automated: { prune: true, selfHeal: true }${options === '' ? '' : `, syncOptions: [${options}]`} }
`;
}

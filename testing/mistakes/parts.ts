import { dump } from 'js-yaml';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { kube, service, type Meta } from '../../lib/check/testing.ts';

/** A file of objects, as people write them. */
export function yaml(...objects: readonly object[]): string {
  return objects.map((each) => dump(each, { noRefs: true })).join('---\n');
}

export interface AppProps extends Meta {
  readonly image?: string;
  readonly port?: number;
  readonly replicas?: number;
  readonly kind?: string;
  /** Fields over those of the container. */
  readonly container?: object;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly pod?: object;
  readonly spec?: object;
}

/** A workload that has what a careful author gives it; its pods carry `app: NAME`. */
export function app({
  name = 'web',
  namespace = 'shop',
  image = 'ghcr.io/acme/web:v1.4.2',
  port = 8080,
  replicas,
  kind = 'apps/v1/Deployment',
  container,
  podLabels,
  podAnnotations,
  pod,
  spec,
}: AppProps = {}): KubeObject {
  const probe = { tcpSocket: { port } };
  const labels = { app: name, ...podLabels };
  return kube(
    kind,
    { name, namespace },
    {
      spec: {
        ...(replicas === undefined ? {} : { replicas }),
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels, ...(podAnnotations === undefined ? {} : { annotations: podAnnotations }) },
          spec: {
            securityContext: { runAsNonRoot: true, runAsUser: 10001 },
            containers: [
              {
                name,
                image,
                ports: [{ name: 'http', containerPort: port }],
                readinessProbe: probe,
                resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
                ...container,
              },
            ],
            ...pod,
          },
        },
        ...spec,
      },
    },
  );
}

/** The Service of an {@link app}. */
export function door(name: string, namespace = 'shop', port = 8080, spec: object = {}): KubeObject {
  return service({ name, namespace, selector: { app: name }, ports: [{ name: 'http', port, targetPort: port }], spec: { ...spec } });
}

/** A namespace, with sidecars where `mesh` is said. */
export function space(name: string, mesh = false): KubeObject {
  return kube('v1/Namespace', { name, ...(mesh ? { labels: { 'istio-injection': 'enabled' } } : {}) });
}

/** An Argo CD Application of a folder. */
export function folderApp(name: string, path: string, namespace: string, spec: object = {}): KubeObject {
  return kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        project: 'default',
        source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path },
        destination: { server: 'https://kubernetes.default.svc', namespace },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
        ...spec,
      },
    },
  );
}

/** An Argo CD Application of a chart. */
export function chartApp(
  name: string,
  [repoURL, chart, targetRevision]: readonly [repository: string, chart: string, version: string],
  namespace: string,
  valuesObject: object = {},
  { annotations, destination }: { readonly annotations?: Readonly<Record<string, string>>; readonly destination?: object } = {},
): KubeObject {
  return kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd', ...(annotations === undefined ? {} : { annotations }) },
    {
      spec: {
        project: 'default',
        source: { repoURL, chart, targetRevision, helm: { releaseName: chart, valuesObject } },
        destination: { server: 'https://kubernetes.default.svc', namespace, ...destination },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    },
  );
}

export const ISTIO = 'https://istio-release.storage.googleapis.com/charts';
export const CILIUM = 'https://helm.cilium.io';
export const PROMETHEUS = 'https://prometheus-community.github.io/helm-charts';
export const GRAFANA = 'https://grafana.github.io/helm-charts';
export const HASHICORP = 'https://helm.releases.hashicorp.com';
export const METALLB = 'https://metallb.github.io/metallb';
export const FALCO = 'https://falcosecurity.github.io/charts';
export const LONGHORN = 'https://charts.longhorn.io';

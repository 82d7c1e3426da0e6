import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../lib/manifest/manifest.ts';
import { toYaml } from '../lib/manifest/yaml.ts';
import { copiesOf } from './template.ts';
import type { Template } from './template.ts';

/** A file of a repository, with the documents in it. */
export interface TreeFile {
  /** Path below the repository's root. */
  readonly file: string;
  readonly objects: readonly KubeObject[];
}

/** Services of one team; each has a namespace of its own. */
const SERVICES = 10;

/**
 * A GitOps repository of exactly `count` objects: one third copies of the blog system, a file an object, the rest teams whose services
 * call each other, a file a service. Each namespace has an Application that installs it.
 */
export function* treeOf(template: Template, count: number): Generator<TreeFile> {
  let left = count;
  const systems = Math.floor(count / 3 / template.objects.length);
  for (const { name, objects } of systems === 0 ? [] : copiesOf(template, systems * template.objects.length)) {
    for (const object of objects) {
      const folder = object.kind === 'Application' ? 'argocd' : name;
      yield { file: `homelab/${folder}/${object.kind.toLowerCase()}.${object.metadata.name}.yaml`, objects: [object] };
    }
    left -= objects.length;
  }
  for (let team = 1; left > 0; team += 1) {
    for (const { file, objects } of teamFiles(`team-${team}`, template.zone)) {
      const taken = objects.slice(0, left);
      if (taken.length > 0) yield { file, objects: taken };
      left -= taken.length;
    }
  }
}

/** Writes the files, and all documents once more as one stream, for programs that take no folders. */
export function writeTree(folder: string, files: Iterable<TreeFile>, stream: string): void {
  const all: string[] = [];
  const made = new Set<string>();
  for (const { file, objects } of files) {
    const path = join(folder, file);
    const parent = join(path, '..');
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    const text = objects.map((object) => toYaml(object)).join('---\n');
    writeFileSync(path, text);
    all.push(text);
  }
  writeFileSync(stream, all.join('---\n'));
}

function* teamFiles(namespace: string, zone: string): Generator<TreeFile> {
  const own = (apiVersion: string, kind: string, name: string, rest: Readonly<Record<string, unknown>>): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': namespace } },
    ...rest,
  });
  yield { file: `homelab/argocd/application.${namespace}.yaml`, objects: [application(namespace)] };
  yield {
    file: `homelab/${namespace}/namespace.yaml`,
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      },
      own('v1', 'ResourceQuota', 'quota', { spec: { hard: { 'requests.cpu': '20', 'requests.memory': '40Gi', pods: '100' } } }),
      own('networking.istio.io/v1', 'Gateway', 'edge', {
        spec: {
          selector: { istio: 'ingressgateway' },
          servers: [{ hosts: [`*.${namespace}.${zone}`], port: { name: 'http', number: 80, protocol: 'HTTP' } }],
        },
      }),
      own('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', { spec: { podSelector: {}, policyTypes: ['Ingress'] } }),
    ],
  };
  for (let index = 1; index <= SERVICES; index += 1) {
    const name = `service-${index}`;
    const next = `service-${(index % SERVICES) + 1}`;
    const before = `service-${((index + SERVICES - 2) % SERVICES) + 1}`;
    yield {
      file: `homelab/${namespace}/${name}.yaml`,
      objects: serviceObjects(own, name, { next, before, host: `${name}.${namespace}.${zone}` }),
    };
  }
}

type Own = (apiVersion: string, kind: string, name: string, rest: Readonly<Record<string, unknown>>) => KubeObject;

/** What a chart for a small HTTP service usually makes. */
function serviceObjects(
  own: Own,
  name: string,
  { next, before, host }: Readonly<Record<'next' | 'before' | 'host', string>>,
): readonly KubeObject[] {
  const labels = { 'app.kubernetes.io/name': name };
  const selector = { matchLabels: labels };
  const probe = { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10 };
  const container = {
    name,
    image: `ghcr.io/acme/${name}:1.4.2`,
    ports: [{ name: 'http', containerPort: 8080 }],
    envFrom: [{ configMapRef: { name } }],
    env: [{ name: 'NEXT_URL', value: `http://${next}:80/api` }],
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    readinessProbe: probe,
    livenessProbe: { ...probe, initialDelaySeconds: 20 },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 10001,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
  const pod = {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    containers: [container],
    volumes: [{ name: 'tmp', emptyDir: {} }],
  };
  return [
    own('v1', 'ServiceAccount', name, { automountServiceAccountToken: false }),
    own('v1', 'ConfigMap', name, {
      data: { LOG_LEVEL: 'info', 'application.yaml': `server:\n  port: 8080\nclient:\n  url: http://${next}\n` },
    }),
    own('apps/v1', 'Deployment', name, { spec: { selector, template: { metadata: { labels }, spec: pod } } }),
    own('v1', 'Service', name, { spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } }),
    own('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: 2,
        maxReplicas: 4,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
      },
    }),
    own('policy/v1', 'PodDisruptionBudget', name, { spec: { maxUnavailable: 1, selector } }),
    own('networking.k8s.io/v1', 'NetworkPolicy', name, {
      spec: {
        podSelector: selector,
        policyTypes: ['Ingress'],
        ingress: [
          { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': before } } }], ports: [{ port: 8080 }] },
          { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }], ports: [{ port: 8080 }] },
        ],
      },
    }),
    own('networking.istio.io/v1', 'VirtualService', name, {
      spec: {
        hosts: [host],
        gateways: ['edge'],
        http: [{ route: [{ destination: { host: name, port: { number: 80 } } }], timeout: '10s' }],
      },
    }),
  ];
}

function application(namespace: string): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: namespace, namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path: `homelab/${namespace}` },
      destination: { server: 'https://kubernetes.default.svc', namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
}

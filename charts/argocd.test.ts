import type { KubeObject } from '../lib/manifest/manifest.ts';
import { homelab, made, ofApp, rollCall, the } from './testing.ts';

// The side that Argo CD reads (seed 002, Argo CD).

const cluster = made();
const argocd = ofApp(cluster, 'argocd');
const applications = argocd.filter(({ kind }) => kind === 'Application');

test('the Application of the blog is what seed 002 states', () => {
  const pointers = (name: string, kind: string, ...jsonPointers: string[]) => ({
    group: 'networking.istio.io',
    kind,
    name,
    namespace: 'blog-system',
    jsonPointers,
  });
  expect(the(cluster, 'Application', 'blog-system')).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'blog-system', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '60' } },
    spec: {
      project: 'blog',
      source: { repoURL: 'https://github.com/wlals2/k8s-manifests.git', path: 'homelab/blog-system', targetRevision: 'HEAD' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'blog-system' },
      ignoreDifferences: [
        pointers('web-vsvc', 'VirtualService', '/spec/http/0/route', '/spec/http/1/route'),
        pointers('web-dest-rule', 'DestinationRule', '/spec/subsets/0/labels', '/spec/subsets/1/labels'),
        pointers('was-retry-timeout', 'VirtualService', '/spec/http/0/route'),
        pointers('was-dest-rule', 'DestinationRule', '/spec/subsets/0/labels', '/spec/subsets/1/labels'),
      ],
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['RespectIgnoreDifferences=true'],
        retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
      },
    },
  });
});

test('every app folder is installed by one Application, and every folder that one names exists', () => {
  const folders = [...new Set(cluster.manifests.map(({ app }) => `homelab/${app}`))];

  const named = applications.flatMap(({ spec }) => (spec.source.path as string | undefined) ?? []);

  expect(named.sort()).toEqual(folders.sort());
});

test.each(applications.map((application) => [application.metadata.name, application] as const))(
  '%s heals, prunes and is allowed what it does',
  (_, { spec, metadata }) => {
    expect(spec.syncPolicy.automated).toEqual({ prune: true, selfHeal: true });
    expect(metadata).not.toHaveProperty('finalizers');
    if (spec.project === 'default') return;
    const project = the(cluster, 'AppProject', spec.project as string)['spec'];
    expect(project.sourceRepos).toContain(spec.source.repoURL);
    expect(project.destinations).toContainEqual(spec.destination);
  },
);

function waveOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);
}

test('network and storage stand before what needs them (L-24)', () => {
  const wave = (name: string): number => waveOf(the(cluster, 'Application', name));

  const order = [
    [wave('cilium'), wave('blog-system')],
    [wave('longhorn'), wave('blog-system')],
    [wave('istio-base'), wave('istiod')],
    [wave('istiod'), wave('istio-ingressgateway')],
    [wave('metallb'), wave('metallb-pools')],
    [wave('metallb-pools'), wave('istio-ingressgateway')],
    [wave('argo-rollouts'), wave('blog-system')],
    [wave('istiod'), wave('admin-routes')],
  ];

  expect(order.filter(([first = 0, then = 0]) => first >= then)).toEqual([]);
});

test('projects stand before the Applications that they permit', () => {
  const projects = argocd.filter(({ kind }) => kind === 'AppProject').map(waveOf);

  expect(Math.max(...projects)).toBeLessThan(Math.min(...applications.map(waveOf)));
});

test('the blog may make what it makes, and no other kind', () => {
  const key = ({ group, kind }: { group: string; kind: string }) => `${group}/${kind}`;
  const made_ = ofApp(cluster, 'blog-system').map(({ apiVersion, kind }) =>
    key({ group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '', kind }),
  );
  const { clusterResourceWhitelist, namespaceResourceWhitelist, sourceRepos, destinations } = the(cluster, 'AppProject', 'blog')['spec'];

  expect([...clusterResourceWhitelist, ...namespaceResourceWhitelist].map(key).sort()).toEqual([...new Set(made_)].sort());
  expect(clusterResourceWhitelist).toEqual([
    { group: '', kind: 'Namespace' },
    { group: 'scheduling.k8s.io', kind: 'PriorityClass' },
  ]);
  expect({ sourceRepos, destinations }).toEqual({
    sourceRepos: ['https://github.com/wlals2/k8s-manifests.git'],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'blog-system' }],
  });
});

test('Argo CD waits for Applications of an earlier wave, and is reached in plain HTTP behind the gateway', () => {
  const { configs, global } = the(cluster, 'Application', 'argocd')['spec'].source.helm.valuesObject;

  expect(configs.cm['resource.customizations.health.argoproj.io_Application']).toMatch(/hs\.status = obj\.status\.health\.status/);
  expect(configs.params).toEqual({ 'server.insecure': true });
  expect(configs.rbac).toEqual({ 'policy.default': '' });
  expect({ url: configs.cm.url as string, domain: global.domain as string }).toEqual({
    url: 'http://argocd.jiminhome.shop',
    domain: 'argocd.jiminhome.shop',
  });
});

test('another repository and revision of the inventory reach every Application of ours', () => {
  const moved = made(
    homelab({ 'https://github.com/wlals2/k8s-manifests.git': 'https://git.example.org/manifests.git', 'revision: HEAD': 'revision: v1' }),
  );

  const sources = ofApp(moved, 'argocd').flatMap(({ kind, spec }) =>
    kind === 'Application' && spec.source.path !== undefined ? [`${spec.source.repoURL} ${spec.source.targetRevision}`] : [],
  );

  expect([...new Set(sources)]).toEqual(['https://git.example.org/manifests.git v1']);
  expect(rollCall(ofApp(moved, 'argocd'))).toEqual(rollCall(argocd));
});

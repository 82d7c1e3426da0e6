import { check } from '../../check.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { manifestsApplied } from './manifests-applied.ts';

const repoURL = 'https://github.com/acme/platform.git';
const app = inFile(
  'bootstrap/web.yaml',
  kube('argoproj.io/v1alpha1/Application', { name: 'web', namespace: 'argocd' }, { spec: { source: { repoURL, path: 'overlays/prod' } } }),
);
const overlay = inFile(
  'overlays/prod/kustomization.yaml',
  kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'overlays/prod' }, { resources: ['../../base'] }),
);
const base = inFile(
  'base/kustomization.yaml',
  kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'base' }, { resources: ['web.yaml'] }),
);
const web = inFile('base/web.yaml', kube('v1/Service', { name: 'web' }));
const loose = (file: string) => inFile(file, kube('monitoring.coreos.com/v1/PrometheusRule', { name: 'alerts' }));
const filesOf = (given: readonly { readonly file?: string | undefined }[]) => given.flatMap(({ file }) => file ?? []);
const all = [app, overlay, base, web];
const tree = (...more: ReturnType<typeof inFile>[]) => ({ given: [...all, ...more], files: filesOf([...all, ...more]) });

const stage = {
  given: [
    app,
    inFile('overlays/prod/web.yaml', kube('v1/Service', { name: 'web' })),
    inFile(
      'overlays/stage/kustomization.yaml',
      kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'overlays/stage' }, { resources: ['../../base'] }),
    ),
    base,
    { ...web, overlay: 'overlays/stage' },
  ],
  files: [...filesOf(all), 'overlays/stage/kustomization.yaml'],
};
const shop = {
  given: [
    ...all,
    inFile(
      'shop/prod/kustomization.yaml',
      kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'shop/prod' }, { resources: ['../base'] }),
    ),
    { ...inFile('shop/base/shop.yaml', kube('v1/Service', { name: 'shop' })), overlay: 'shop/prod' },
  ],
  files: [...filesOf(all), 'shop/prod/kustomization.yaml', 'shop/base/shop.yaml'],
};

ruleCases(manifestsApplied, {
  accepts: {
    'a base behind an overlay': tree(),
    'what sets Flux up, and the folder where it begins': tree(
      inFile(
        'clusters/flux.yaml',
        kube(
          'fluxcd.controlplane.io/v1/FluxInstance',
          { name: 'flux' },
          { spec: { sync: { kind: 'GitRepository', path: './gitops/root' } } },
        ),
      ),
      loose('gitops/root/alerts.yaml'),
    ),
    examples: tree(loose('examples/monitoring/alerts.yaml')),
    'forms to fill in': tree(loose('secrets-templates/alerts.yaml')),
    'a folder that a script applies': tree(
      loose('monitoring/alerts.yaml'),
      inFile('up.sh', kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'kubectl apply -f monitoring/' })),
    ),
    'a folder that a script applies by a variable': tree(
      loose('access/alerts.yaml'),
      inFile('up.sh', kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'rules=access/alerts.yaml\nkubectl apply -f "$rules"' })),
    ),
    'one Application among folders that people apply by hand': tree(
      ...['curl', 'httpbin', 'mesh', 'ratings', 'tracing'].map((folder) => loose(`${folder}/alerts.yaml`)),
    ),
    'what stands beside an example that has an Application': {
      given: [app, inFile('examples/demo/overlays/prod/web.yaml', kube('v1/Service', { name: 'web' })), loose('monitoring/alerts.yaml')],
      files: ['bootstrap/web.yaml', 'examples/demo/overlays/prod/web.yaml', 'monitoring/alerts.yaml'],
    },
    'repositories beside each other, each in a folder of its name': {
      given: [
        inFile(
          'platform/bootstrap/web.yaml',
          kube('argoproj.io/v1alpha1/Application', { name: 'web', namespace: 'argocd' }, { spec: { source: { repoURL, path: 'web' } } }),
        ),
        inFile('platform/web/web.yaml', kube('v1/Service', { name: 'web' })),
      ],
      files: ['platform/bootstrap/web.yaml', 'platform/web/web.yaml', 'web/main.go'],
    },
    'a tree that is delivered in another way': { given: [loose('monitoring/alerts.yaml')], files: ['monitoring/alerts.yaml'] },
    'a folder of an ApplicationSet': {
      given: [
        ...all,
        inFile(
          'bootstrap/set.yaml',
          kube(
            'argoproj.io/v1alpha1/ApplicationSet',
            { name: 'set' },
            {
              spec: {
                generators: [{ git: { repoURL, directories: [{ path: 'addons/*' }] } }],
                template: { spec: { source: { repoURL, path: '{{path}}' } } },
              },
            },
          ),
        ),
        loose('addons/monitoring/alerts.yaml'),
      ],
      files: filesOf([...all, loose('addons/monitoring/alerts.yaml')]),
    },
    'folders that a template may mean': {
      given: [
        ...all,
        inFile(
          'bootstrap/set.yaml',
          kube(
            'argoproj.io/v1alpha1/ApplicationSet',
            { name: 'set' },
            {
              spec: {
                generators: [{ list: { elements: [{ name: 'monitoring' }] } }],
                template: { spec: { source: { repoURL, path: 'addons/{{ .name }}' } } },
              },
            },
          ),
        ),
        loose('addons/monitoring/alerts.yaml'),
      ],
      files: filesOf([...all, loose('addons/monitoring/alerts.yaml')]),
    },
  },
  refuses: {
    'folders beside each other, in one breath': {
      ...tree(loose('monitoring/alerts/alerts.yaml'), loose('monitoring/rules/more.yaml')),
      says: 'no Application and no kustomization takes in the folder monitoring (PrometheusRule)',
    },
    'a folder far below, by its own name': {
      ...tree(loose('monitoring/alerts/loud/alerts.yaml')),
      says: 'no Application and no kustomization takes in the folder monitoring/alerts/loud (PrometheusRule)',
    },
    'a stage that nothing applies': { ...stage, says: 'no Application applies the kustomization overlays/stage (Service)' },
    'a kustomization of which no stage is applied': { ...shop, says: 'no Application applies the kustomization shop/prod (Service)' },
    'a folder beside all kustomizations': {
      ...tree(loose('monitoring/alerts.yaml'), loose('monitoring/more.yaml')),
      says: 'no Application and no kustomization takes in the folder monitoring (PrometheusRule)',
    },
  },
});

test('one stage among others may come later, and a kustomization that stands alone was forgotten', () => {
  const severities = [stage, shop].map(({ given, files }) =>
    check(given, { rules: [manifestsApplied], files: new Set(files) }).map(({ severity }) => severity),
  );

  expect(severities).toEqual([['info'], ['warning']]);
});

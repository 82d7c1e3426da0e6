import { built, deploymentFile, serviceFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationNameReference } from './kustomization-name-reference.ts';

const route = (host: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web}\nspec: {hosts: [a.example.org], http: [{route: [{destination: {host: ${host}}}]}]}\n`;
const rule = (host: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: web}\nspec: {host: ${host}}\n`;
const rollout = deploymentFile('web')
  .replace('apps/v1', 'argoproj.io/v1alpha1')
  .replace('Deployment', 'Rollout')
  .replace('name: app,', 'name: app, envFrom: [{configMapRef: {name: settings}}],');
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b}\n';
const told = (args: string, env = '[]'): string => deploymentFile('web').replace('name: app,', `name: app, args: ${args}, env: ${env},`);
const ingress =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n';
const folder = (text: string, ...objects: readonly string[]): ReturnType<typeof built> =>
  built({ 'over/kustomization.yaml': `resources: [a.yaml]\n${text}`, 'over/a.yaml': objects.join('---\n') });

ruleCases(kustomizationNameReference, {
  accepts: {
    'no prefix': folder('', serviceFile('web'), route('web'), rule('web')),
    'references that kustomize follows': folder('namePrefix: prod-\n', serviceFile('web'), ingress, deploymentFile('web')),
    'the name with its prefix': folder(
      'namePrefix: prod-\n',
      serviceFile('web'),
      route('prod-web'),
      rule('prod-web.shop.svc.cluster.local'),
    ),
    'a Service of another namespace, and one of the outside': folder(
      'namePrefix: prod-\nnamespace: shop\n',
      serviceFile('web'),
      route('web.other.svc.cluster.local'),
      rule('web.example.org'),
    ),
    'options that say something else': folder(
      'nameSuffix: -blue\n',
      settings,
      told('[--log-level=info, --config=settings, --secret-name=settings]'),
    ),
    'a namesake that is still there': built({
      'a/kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: p-\n',
      'a/a.yaml': serviceFile('web'),
      'over/kustomization.yaml': 'resources: [../a, b.yaml]\n',
      'over/b.yaml': [serviceFile('web'), route('web')].join('---\n'),
    }),
    'a kind that configurations teach': built({
      'kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: p-\nconfigurations: [c.yaml]\n',
      'a.yaml': [serviceFile('web'), rule('web')].join('---\n'),
      'c.yaml': 'nameReference: [{kind: Service, version: v1, fieldSpecs: [{kind: DestinationRule, path: spec/host}]}]\n',
    }),
  },
  refuses: {
    'an option and a variable that name a ConfigMap': {
      given: [
        ...folder('nameSuffix: -blue\n', settings, told('[--configmap-name=settings]')),
        ...folder('nameSuffix: -red\n', settings, told('[]', '[{name: CONFIG_MAP_NAME, value: settings}]')),
      ],
      says: [
        'settings is the ConfigMap settings-blue after the build: kustomize does not follow the name here',
        'settings is the ConfigMap settings-red after the build: kustomize does not follow the name here',
      ],
    },
    'routes and rules that name a prefixed Service': {
      given: folder('namePrefix: prod-\nnamespace: shop\n', serviceFile('web'), route('web'), rule('web.shop.svc.cluster.local')),
      says: [
        'web.shop.svc.cluster.local is the Service prod-web after the build: kustomize does not follow the name here',
        'web is the Service prod-web after the build: kustomize does not follow the name here',
      ],
    },
    'a Rollout that names a generated ConfigMap': {
      given: folder('configMapGenerator: [{name: settings, literals: [a=b]}]\n', rollout),
      says: 'settings is the ConfigMap settings-4h2mbtbbt6 after the build: kustomize does not follow the name here',
      fix: 'Set disableNameSuffixHash for it, or teach kustomize the field with configurations (nameReference).',
    },
    'an autoscaler of a renamed Rollout': {
      given: folder(
        'namePrefix: p-\n',
        rollout,
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}}\n',
      ),
      says: 'web is the Rollout p-web after the build: kustomize does not follow the name here',
    },
  },
});

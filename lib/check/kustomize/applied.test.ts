import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { check } from '../check.ts';
import { built, deploymentFile, serviceFile } from './testing.ts';

const application = (name: string, source: object, more: object = {}) =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      source: { repoURL: 'https://git.example.com/shop', path: 'web', ...source },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
      ...more,
    },
  });
const flux = (spec: object) =>
  JSON.stringify({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'web', namespace: 'flux-system' },
    spec: { path: './web', ...spec },
  });
const FOLDER = {
  'web/kustomization.yaml': 'resources: [web.yaml, service.yaml]\n',
  'web/web.yaml': deploymentFile('web'),
  'web/service.yaml': serviceFile('web'),
};

const ofKind = (objects: readonly WorldObject[], kind: string) => objects.filter(({ object }) => object.kind === kind);
const image = ({ object }: WorldObject) =>
  (object as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } }).spec.template.spec.containers[0]?.image;
const names = (objects: readonly WorldObject[]) =>
  objects.map(({ object }) => `${object.metadata.namespace ?? ''}/${object.metadata.name}`);

test('an Application builds a folder with its own names, images, replicas and patches', () => {
  const kustomize = {
    namePrefix: 'prod-',
    images: ['ghcr.io/acme/web=registry.example.com/web:v2'],
    replicas: [{ name: 'web', count: 3 }],
    patches: [{ patch: '[{"op": "add", "path": "/metadata/labels", "value": {"stage": "prod"}}]', target: { kind: 'Service' } }],
  };

  const objects = built({ 'apps/web.yaml': application('web', { kustomize }), ...FOLDER });

  const [deployment] = ofKind(objects, 'Deployment');
  const [service] = ofKind(objects, 'Service');
  expect(names(ofKind(objects, 'Deployment'))).toEqual(['shop/prod-web']);
  expect([image(deployment as WorldObject), textAt(deployment?.object, 'spec.replicas')]).toEqual(['registry.example.com/web:v2', '3']);
  expect([service?.object.metadata.name, service?.object.metadata.labels, service?.file]).toEqual([
    'prod-web',
    { stage: 'prod' },
    'web/service.yaml',
  ]);
});

test('two Applications build one folder twice, each into its namespace', () => {
  const blue = application('blue', { kustomize: { nameSuffix: '-blue' } });
  const green = application(
    'green',
    { kustomize: { images: ['ghcr.io/acme/web:v9'] } },
    { destination: { server: 'https://kubernetes.default.svc', namespace: 'green' } },
  );

  const objects = built({ 'apps/blue.yaml': blue, 'apps/green.yaml': green, ...FOLDER });

  expect(ofKind(objects, 'Deployment').map((each) => [names([each])[0], image(each)])).toEqual([
    ['shop/web-blue', 'ghcr.io/acme/web:v1'],
    ['green/web', 'ghcr.io/acme/web:v9'],
  ]);
});

test('an ApplicationSet builds what its generator names', () => {
  const set = JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'set', namespace: 'argocd' },
    spec: {
      generators: [{ list: { elements: [{ stage: 'dev' }, { stage: 'prod' }] } }],
      template: {
        metadata: { name: 'web-{{stage}}' },
        spec: {
          source: { repoURL: 'https://git.example.com/shop', path: 'web', kustomize: { nameSuffix: '-{{stage}}' } },
          destination: { server: 'https://kubernetes.default.svc', namespace: '{{stage}}' },
        },
      },
    },
  });

  expect(names(ofKind(built({ 'apps/set.yaml': set, ...FOLDER }), 'Deployment'))).toEqual(['dev/web-dev', 'prod/web-prod']);
});

test('what an Application asks for in vain is told where it asks', () => {
  const kustomize = { images: ['ghcr.io/acme/wbe:v2'], replicas: [{ name: 'wed', count: 2 }] };
  const objects = built({ 'apps/web.yaml': application('web', { kustomize }), ...FOLDER });

  const findings = check(objects).filter(({ rule }) => rule === 'kustomization-patch-target');

  expect(findings.map(({ file, path, message, fix }) => [file, path, message, fix])).toEqual([
    [
      'apps/web.yaml',
      'spec.source.kustomize.images[0]',
      'no container of this build has the image "ghcr.io/acme/wbe"',
      'Did you mean "ghcr.io/acme/web"?',
    ],
    [
      'apps/web.yaml',
      'spec.source.kustomize.replicas[0]',
      'no Deployment, StatefulSet or ReplicaSet of this build is called "wed"',
      'Did you mean "web"?',
    ],
  ]);
});

test('Flux puts a folder into its namespace, with labels and variables', () => {
  const text = deploymentFile('web', 'ghcr.io/acme/web:${TAG}')
    .replace('replicas: 1', 'replicas: "${COUNT}"')
    .replace('{name: web}', '{name: web, annotations: {count: "${COUNT}"}}');
  const spec = {
    targetNamespace: 'shop',
    commonMetadata: { labels: { team: 'shop' } },
    postBuild: { substitute: { TAG: 'v7' }, substituteFrom: [{ kind: 'ConfigMap', name: 'settings' }] },
  };
  const settings = JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'flux-system' },
    data: { TAG: 'v1', COUNT: '3' },
  });

  const [deployment] = ofKind(
    built({ 'clusters/web.yaml': flux(spec), 'clusters/settings.yaml': settings, 'web/web.yaml': text }),
    'Deployment',
  );

  expect(deployment?.object.metadata).toEqual({ name: 'web', namespace: 'shop', labels: { team: 'shop' }, annotations: { count: '3' } });
  expect([image(deployment as WorldObject), (deployment?.object as unknown as { spec: { replicas: unknown } }).spec.replicas]).toEqual([
    'ghcr.io/acme/web:v7',
    3,
  ]);
});

test('a folder that only Flux reads, with nothing to change, is left as it is', () => {
  const objects = built({ 'clusters/web.yaml': flux({}), 'web/web.yaml': deploymentFile('web') });

  expect(ofKind(objects, 'Deployment').map(({ file, overlay }) => [file, overlay])).toEqual([['web/web.yaml', undefined]]);
});

test('clusters that apply one folder alike build its objects once', () => {
  const cluster = (name: string, tag: string) => flux({ targetNamespace: 'shop', postBuild: { substitute: { TAG: tag, STAGE: name } } });
  const text = deploymentFile('web', 'ghcr.io/acme/web:${TAG}');

  const objects = built({
    'clusters/prod/web.yaml': cluster('prod', 'v1'),
    'clusters/test/web.yaml': cluster('test', 'v2'),
    'web/web.yaml': text,
  });

  expect(ofKind(objects, 'Deployment').map(image)).toEqual(['ghcr.io/acme/web:v1']);
});

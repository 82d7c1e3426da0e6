import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { fluxOrderResolves } from './flux-order-resolves.ts';

const kustomization = (name: string, spec: object, namespace = 'flux-system') =>
  kube('kustomize.toolkit.fluxcd.io/v1/Kustomization', { name, namespace }, { spec });
const after = (...names: readonly string[]) => ({ dependsOn: names.map((name) => ({ name })) });
const release = (name: string, spec: object) => kube('helm.toolkit.fluxcd.io/v2/HelmRelease', { name, namespace: 'shop' }, { spec });
const health = (name: string, namespace?: string, kind = 'Deployment') => ({
  healthChecks: [{ apiVersion: 'apps/v1', kind, name, ...(namespace === undefined ? {} : { namespace }) }],
});
const shop = [
  deployment({ name: 'web', namespace: 'shop' }),
  service({ name: 'web', namespace: 'shop', selector: { app: 'web' } }),
  kube('v1/Namespace', { name: 'shop' }),
];

ruleCases(fluxOrderResolves, {
  accepts: {
    'one after the other': [
      kustomization('infra', {}),
      kustomization('apps', after('infra')),
      kustomization('jobs', after('apps', 'infra')),
    ],
    'two ways to the same': [
      kustomization('a', after('b', 'c')),
      kustomization('b', after('d')),
      kustomization('c', after('d')),
      kustomization('d', {}),
    ],
    'a name in another namespace': [
      kustomization('apps', { dependsOn: [{ name: 'apps', namespace: 'team' }] }),
      kustomization('apps', after('base'), 'team'),
    ],
    'a release and a kustomization of one name': [kustomization('db', {}), release('db', after('vault')), release('vault', {})],
    'the health of what is there': [...shop, kustomization('apps', health('web', 'shop'))],
    'the health of what a chart makes': [...shop, release('redis', { chart: {} }), kustomization('apps', health('redis-master', 'shop'))],
    'the health of what Flux fills in': [...shop, kustomization('apps', health('${app}', 'shop'))],
    'a check without a namespace': [...shop, kustomization('apps', health('webs'))],
  },
  refuses: {
    'two that wait for each other': {
      given: [kustomization('infra', after('apps')), kustomization('apps', after('infra'))],
      says: 'dependsOn goes in a circle: apps → infra → apps',
    },
    'a longer way round, beside those that only lead there': {
      given: [
        kustomization('a', after('b')),
        kustomization('b', after('c')),
        kustomization('c', after('d')),
        kustomization('d', after('b')),
      ],
      says: 'dependsOn goes in a circle: b → c → d → b',
    },
    releases: { given: [release('db', after('web')), release('web', after('db'))], says: 'dependsOn goes in a circle: db → web → db' },
    itself: { given: [kustomization('apps', after('apps'))], says: 'apps depends on itself' },
    'the health of a name that was mistyped': {
      given: [...shop, kustomization('apps', health('wbe', 'shop'))],
      says: 'it waits for the health of Deployment shop/wbe, which is not there',
      fix: 'Did you mean "web"?',
    },
    'the health of another kind': {
      given: [...shop, kustomization('apps', health('web', 'shop', 'StatefulSet'))],
      says: 'it waits for the health of StatefulSet shop/web, which is not there',
    },
  },
});

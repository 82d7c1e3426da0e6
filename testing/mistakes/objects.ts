import { app, deployment, mistake, service, job, object } from './apps.ts';
import type { Mistake } from './mistake.ts';

const api = { 'shop/api.yaml': app('api', 'shop', 8080) };

function role(group: string): string {
  return object(
    'rbac.authorization.k8s.io/v1',
    'Role',
    'restarter',
    'shop',
    `rules: [{ apiGroups: ['${group}'], resources: [deployments], verbs: [get, patch] }]`,
  );
}

function bound(place: string): string {
  return `${object('v1', 'ServiceAccount', 'restarter', 'shop', 'automountServiceAccountToken: false')}---\n${object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'restarter', 'shop', `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: restarter }\nsubjects: [{ kind: ServiceAccount, name: restarter, namespace: ${place} }]`)}`;
}

function limits(max: string): string {
  return object('v1', 'LimitRange', 'sizes', 'shop', `spec: { limits: [{ type: Container, max: { memory: ${max} } }] }`);
}

function volume(size: string, className: string): string {
  return object(
    'v1',
    'PersistentVolume',
    'data',
    '',
    `spec:\n  capacity: { storage: ${size} }\n  accessModes: [ReadWriteOnce]\n  storageClassName: ${className}\n  nfs: { server: 192.168.1.5, path: /data }`,
  );
}

const claim = object(
  'v1',
  'PersistentVolumeClaim',
  'data',
  'shop',
  'spec:\n  accessModes: [ReadWriteOnce]\n  storageClassName: manual\n  volumeName: data\n  resources: { requests: { storage: 10Gi } }',
);

function overlay(more: string): Readonly<Record<string, string>> {
  return {
    ...api,
    'shop/kustomization.yaml': `namespace: shop\nresources: [api.yaml]\n${more}\n`,
  };
}

function route(weight: number, timeout: string): string {
  return `${object('networking.istio.io/v1', 'DestinationRule', 'api', 'shop', 'spec:\n  host: api-service\n  subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]')}---\n${object('networking.istio.io/v1', 'VirtualService', 'api', 'shop', `spec:\n  hosts: [api-service]\n  http:\n    - timeout: ${timeout}\n      route:\n        - { destination: { host: api-service, subset: v1 }, weight: 80 }\n        - { destination: { host: api-service, subset: v2 }, weight: ${weight} }`)}`;
}

const versions = {
  'shop/v1.yaml': `${deployment('api', 'shop', 8080).replaceAll('{ app: api }', '{ app: api, version: v1 }')}---\n${service('api', 'shop', 8080)}`,
  'shop/v2.yaml': deployment('api-v2', 'shop', 8080).replaceAll('{ app: api-v2 }', '{ app: api, version: v2 }'),
};

function ingress(host: string, type: string): string {
  return object(
    'networking.k8s.io/v1',
    'Ingress',
    'api',
    'shop',
    `spec:\n  ingressClassName: nginx\n  tls: [{ hosts: [api.example.org], secretName: api-tls }]\n  rules: [{ host: ${host}, http: { paths: [{ path: /, ${type}backend: { service: { name: api-service, port: { number: 8080 } } } }] } }]`,
  );
}

/** Objects that the cluster refuses, or that do nothing. */
export const objects: readonly Mistake[] = [
  mistake(
    'A job has no restart policy that jobs may have',
    ['schema-valid', 'schema-cel', 'cron-job-runs'],
    { 'shop/report.yaml': job('') },
    'shop/report.yaml',
    [['          containers:', '          restartPolicy: Never\n          containers:']],
    { says: 'restartPolicy' },
  ),
  mistake(
    'A strategy that recreates has settings of the other',
    ['schema-valid', 'schema-cel'],
    {
      'shop/api.yaml': deployment('api', 'shop', 8080).replace(
        '  replicas: 1\n',
        '  replicas: 1\n  strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } }\n',
      ),
    },
    'shop/api.yaml',
    [[', rollingUpdate: { maxSurge: 1 }', '']],
    { says: 'rollingUpdate' },
  ),
  mistake(
    'The data of a Secret is not encoded',
    ['schema-valid'],
    { 'shop/secret.yaml': object('v1', 'Secret', 'db', 'shop', 'type: Opaque\ndata: { username: "shop user" }') },
    'shop/secret.yaml',
    [['"shop user"', 'c2hvcA==']],
    { says: 'base64' },
  ),
  mistake(
    'A path of an Ingress has no type',
    ['schema-valid'],
    { ...api, 'shop/ingress.yaml': ingress('api.example.org', '') },
    'shop/ingress.yaml',
    [['path: /, ', 'path: /, pathType: Prefix, ']],
    { says: 'pathType' },
  ),
  mistake(
    'The host of an Ingress is a URL',
    ['schema-valid'],
    { ...api, 'shop/ingress.yaml': ingress('"https://api.example.org"', 'pathType: Prefix, ') },
    'shop/ingress.yaml',
    [['"https://api.example.org"', 'api.example.org']],
    { says: 'https://' },
  ),
  mistake(
    'A role names the wrong group, and grants nothing',
    ['rbac-group-fits'],
    { 'shop/role.yaml': role('') },
    'shop/role.yaml',
    [["['']", '[apps]']],
    { says: 'deployments' },
  ),
  mistake(
    'A binding names an account of another namespace',
    ['role-binding-exists'],
    { 'shop/role.yaml': role('apps'), 'shop/binding.yaml': bound('default') },
    'shop/binding.yaml',
    [['namespace: default }', 'namespace: shop }']],
    { says: 'restarter' },
  ),
  mistake(
    'Containers ask for more than the namespace allows',
    ['limit-range-fits'],
    { ...api, 'shop/limits.yaml': limits('128Mi') },
    'shop/limits.yaml',
    [['128Mi', '1Gi']],
    { says: '256Mi' },
  ),
  mistake(
    'A claim names a volume that is smaller',
    ['claim-fits-volume'],
    { 'shop/claim.yaml': claim, 'shop/volume.yaml': volume('5Gi', 'manual') },
    'shop/volume.yaml',
    [['5Gi', '10Gi']],
  ),
  mistake(
    'A claim names a volume of another class',
    ['claim-fits-volume'],
    { 'shop/claim.yaml': claim, 'shop/volume.yaml': volume('10Gi', 'nfs') },
    'shop/volume.yaml',
    [['storageClassName: nfs', 'storageClassName: manual']],
    { says: 'nfs' },
  ),
  mistake(
    'A kustomization replaces the tag of an image that nobody runs',
    ['kustomization-builds', 'kustomization-patch-target'],
    overlay('images: [{ name: ghcr.io/example/shop-api, newTag: 1.5.0 }]'),
    'shop/kustomization.yaml',
    [['ghcr.io/example/shop-api', 'ghcr.io/example/api']],
    { says: 'shop-api' },
  ),
  mistake(
    'A kustomization counts the replicas of a Deployment that was renamed',
    ['kustomization-builds', 'kustomization-patch-target'],
    overlay('replicas: [{ name: shop-api, count: 3 }]'),
    'shop/kustomization.yaml',
    [['name: shop-api', 'name: api']],
    { says: 'shop-api' },
  ),
  mistake(
    'A patch is for a Deployment that was renamed',
    ['kustomization-patch-target', 'kustomization-builds'],
    overlay("patches: [{ target: { kind: Deployment, name: api-server }, patch: '[{ op: replace, path: /spec/replicas, value: 2 }]' }]"),
    'shop/kustomization.yaml',
    [['name: api-server', 'name: api']],
    { says: 'api-server' },
  ),
  mistake(
    'The weights of a route do not make a hundred',
    ['schema-valid', 'schema-cel', 'routes-reachable', 'istio-words-known'],
    { ...versions, 'istio/api.yaml': route(10, '30s') },
    'istio/api.yaml',
    [['weight: 10', 'weight: 20']],
    { says: '90' },
  ),
  mistake(
    'The time of a route has no unit',
    ['schema-cel'],
    { ...versions, 'istio/api.yaml': route(20, "'30'") },
    'istio/api.yaml',
    [["'30'", '30s']],
    { says: 'duration' },
  ),
];

import type { KubeObject } from '../../../manifest/manifest.ts';
import { check } from '../../check.ts';
import { deployment, job, kube, service, statefulSet } from '../../testing.ts';
import { immutableField } from './immutable-field.ts';

function said(before: KubeObject, after: KubeObject): readonly string[] {
  const findings = check([{ object: after }], { before: [{ object: before }], rules: [immutableField] });
  return findings.map(({ path, message }) => `${path}: ${message}`);
}

const claim = (spec: object, storage = '10Gi'): KubeObject =>
  kube('v1/PersistentVolumeClaim', {}, { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...spec } });
const storageClass = (fields: object): KubeObject =>
  kube('storage.k8s.io/v1/StorageClass', {}, { provisioner: 'driver.longhorn.io', ...fields });
const ip = (clusterIP?: string): KubeObject => service({ spec: clusterIP === undefined ? {} : { clusterIP } });
const secret = (data: object, immutable?: boolean): KubeObject =>
  kube('v1/Secret', {}, { data, ...(immutable === undefined ? {} : { immutable }) });
const withImage = (image: string, annotations: Record<string, string> = {}): KubeObject => job({ annotations, container: { image } });

test.each<[string, KubeObject, KubeObject]>([
  ['the template of a Deployment', deployment({ container: { image: 'a:1' } }), deployment({ container: { image: 'a:2' } })],
  ['replicas of a StatefulSet', statefulSet({ spec: { replicas: 1 } }), statefulSet({ spec: { replicas: 3 } })],
  ['a default that is written out', statefulSet(), statefulSet({ spec: { podManagementPolicy: 'OrderedReady' } })],
  ['a claim that grows', claim({}), claim({}, '20Gi')],
  ['a claim that says the same size otherwise', claim({}), claim({}, '10240Mi')],
  ['the name of the volume that the cluster chose', claim({}), claim({ volumeName: 'pvc-1' })],
  ['the default class that the cluster chose', claim({}), claim({ storageClassName: 'longhorn' })],
  ['an address that the cluster chose', ip('10.96.0.7'), ip()],
  ['a Secret that is not frozen', secret({ a: 'eA==' }), secret({ a: 'eQ==' })],
  ['a Secret that is frozen from now on', secret({ a: 'eA==' }), secret({ a: 'eA==' }, true)],
  [
    'a Job that Argo CD makes anew',
    withImage('a:1', { 'argocd.argoproj.io/hook': 'Sync' }),
    withImage('a:2', { 'argocd.argoproj.io/hook': 'Sync' }),
  ],
  [
    'an object that is replaced by force',
    withImage('a:1'),
    withImage('a:2', { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' }),
  ],
  ['a default of a class', storageClass({}), storageClass({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' })],
  ['an object with another name', kube('v1/Secret', { name: 'a' }, { type: 'Opaque' }), kube('v1/Secret', { name: 'b' }, { type: 'x' })],
  [
    'subjects of a binding',
    kube('rbac.authorization.k8s.io/v1/RoleBinding', {}, { roleRef: { name: 'a' } }),
    kube('rbac.authorization.k8s.io/v1beta1/RoleBinding', {}, { roleRef: { name: 'a' }, subjects: [] }),
  ],
])('may change: %s', (_, before, after) => {
  expect(said(before, after)).toEqual([]);
});

test.each<[string, KubeObject, KubeObject, string]>([
  [
    'a selector',
    deployment(),
    deployment({ labels: { app: 'other' } }),
    'spec.selector: it was {"matchLabels":{"app":"web"}}, is {"matchLabels":{"app":"other"}}, and may not change',
  ],
  [
    'serviceName',
    statefulSet({ spec: { serviceName: 'a' } }),
    statefulSet({ spec: { serviceName: 'b' } }),
    'spec.serviceName: it was "a", is "b", and may not change',
  ],
  [
    'volumeClaimTemplates',
    statefulSet({
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }] },
    }),
    statefulSet({
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '2Gi' } } } }] },
    }),
    'spec.volumeClaimTemplates: it was changed, and may not be',
  ],
  ['the template of a Job', withImage('a:1'), withImage('a:2'), 'spec.template: it was changed, and may not be'],
  [
    'the class of a claim',
    claim({ storageClassName: 'a' }),
    claim({ storageClassName: 'b' }),
    'spec.storageClassName: it was "a", is "b", and may not change',
  ],
  [
    'a claim that shrinks',
    claim({}),
    claim({}, '5Gi'),
    'spec.resources.requests.storage: the claim had 10Gi and is to have 5Gi: a claim never shrinks',
  ],
  ['an address', ip('10.96.0.7'), ip('10.96.0.8'), 'spec.clusterIP: it was "10.96.0.7", is "10.96.0.8", and may not change'],
  ['a Service that becomes headless', ip(), ip('None'), 'spec.clusterIP: it was not there, is "None", and may not change'],
  [
    'parameters of a class',
    storageClass({}),
    storageClass({ parameters: { numberOfReplicas: '2' } }),
    'parameters: it was {}, is {"numberOfReplicas":"2"}, and may not change',
  ],
  [
    'a frozen Secret, without its contents',
    secret({ a: 'eA==' }, true),
    secret({ a: 'eQ==' }, true),
    'data: it was changed, and may not be',
  ],
  ['frozenness', secret({}, true), secret({}, false), 'immutable: it was changed, and may not be'],
])('may not change: %s', (_, before, after, words) => {
  expect(said(before, after)).toEqual([words]);
});

test('without an earlier tree nothing is said', () => {
  expect(check([{ object: deployment() }], { rules: [immutableField] })).toEqual([]);
});

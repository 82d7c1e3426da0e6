import { check } from '../check.ts';
import { defineRule } from '../rule.ts';
import { kube } from '../testing.ts';
import { chartObjects } from './chart-objects.ts';

const KINDS = [
  'storage.k8s.io/v1/StorageClass',
  'networking.k8s.io/v1/IngressClass',
  'scheduling.k8s.io/v1/PriorityClass',
  'v1/Secret',
  'v1/ConfigMap',
];

const BITNAMI = 'https://charts.bitnami.com/bitnami';

/** Objects that a chart is known to make, with their keys. */
function made(chart: string, values: object = {}, { version = '99.0.0', repoURL = 'https://charts.example.com' } = {}): readonly string[] {
  const release = kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'my', namespace: 'argocd' },
    {
      spec: { source: { chart, repoURL, targetRevision: version, helm: { valuesObject: values } }, destination: { namespace: 'space' } },
    },
  );
  const found: string[] = [];
  const look = defineRule({
    id: 'look',
    severity: 'info',
    kinds: ['argoproj.io/v1alpha1/Application'],
    asks: '',
    source: '',
    *check(_, world) {
      for (const kind of KINDS)
        for (const { name, namespace, keys, waitsForPod } of chartObjects(world, kind))
          found.push(
            [kind.split('/').at(-1), namespace, name, keys?.join(','), waitsForPod === true ? 'waits' : undefined]
              .filter((each) => each !== undefined && each !== '')
              .join(' '),
          );
    },
  });
  check([{ object: release }], { rules: [look] });
  return found;
}

test.each<[string, object, readonly string[]]>([
  ['longhorn', {}, ['StorageClass longhorn', 'StorageClass longhorn-static', 'PriorityClass longhorn-critical']],
  ['local-path-provisioner', {}, ['StorageClass local-path waits']],
  ['local-path-provisioner', { storageClass: { create: false } }, []],
  ['nfs-subdir-external-provisioner', { storageClass: { name: 'shared' } }, ['StorageClass shared']],
  ['csi-driver-nfs', {}, []],
  [
    'rook-ceph-cluster',
    { cephBlockPools: [{ storageClass: { name: 'fast' } }], cephFileSystems: [], cephObjectStores: [] },
    ['StorageClass fast'],
  ],
  ['ingress-nginx', { controller: { ingressClassResource: { name: 'inside' } } }, ['IngressClass inside']],
  ['ingress-nginx', { controller: { ingressClassResource: { enabled: false } } }, []],
  ['traefik', {}, ['IngressClass my-traefik']],
  ['cilium', { ingressController: { enabled: true } }, ['IngressClass cilium']],
  ['grafana', {}, ['Secret space my-grafana admin-user,admin-password,ldap-toml']],
  ['grafana', { admin: { existingSecret: 'mine' } }, []],
  ['kube-prometheus-stack', { grafana: { fullnameOverride: 'graphs' } }, ['Secret space graphs admin-user,admin-password,ldap-toml']],
  ['postgresql', {}, []],
  ['unknown', {}, []],
])('the chart %s with %j makes %j', (chart, values, expected) => {
  expect(made(chart, values)).toEqual(expected);
});

test('charts of Bitnami make a Secret with the keys of their release', () => {
  const of = (chart: string, values: object = {}, version = '16.0.0') => made(chart, values, { repoURL: BITNAMI, version });

  expect([of('postgresql'), of('postgresql', {}, '10.1.0'), of('redis'), of('mysql', { auth: { existingSecret: 'mine' } })]).toEqual([
    ['Secret space my-postgresql postgres-password,password,replication-password,ldap-password'],
    ['Secret space my-postgresql'],
    ['Secret space my-redis redis-password'],
    [],
  ]);
});

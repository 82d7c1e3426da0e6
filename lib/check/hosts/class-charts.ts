import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import type { ChartObject } from './chart-objects.ts';
import { fullName, type Release } from './chart-table.ts';

/** What a chart makes for the whole cluster. */
type Makes = (release: Release) => readonly ChartObject[];

function storageClass(name: string, waitsForPod: boolean | undefined): ChartObject {
  return { kind: 'storage.k8s.io/v1/StorageClass', name, waitsForPod };
}

function ingressClass(name: string): ChartObject {
  return { kind: 'networking.k8s.io/v1/IngressClass', name };
}

/** Both binding modes are words of the values in most charts. */
function waits(values: unknown, path: string, usual: boolean): boolean {
  const mode = textAt(values, path);
  return mode === undefined ? usual : mode === 'WaitForFirstConsumer';
}

/** One class whose name, and whether it is made at all, stand under one key. */
function oneClass(key: string, usual: string, waitsForPod: boolean, made = true): Makes {
  return ({ values }) =>
    (at(values, `${key}.create`) ?? made) === true
      ? [storageClass(textAt(values, `${key}.name`) ?? usual, waits(values, `${key}.volumeBindingMode`, waitsForPod))]
      : [];
}

/** One class for Ingresses under `controller.ingressClassResource`. */
function ofController(usual: string): Makes {
  return ({ values }) => {
    const resource = fieldsAt(values, 'controller.ingressClassResource');
    return resource['enabled'] === false ? [] : [ingressClass(textAt(resource, 'name') ?? usual)];
  };
}

/** @see https://github.com/longhorn/longhorn/blob/v1.7.2/chart/templates/storageclass.yaml; the static class is made by the manager */
function longhorn({ values }: Release): readonly ChartObject[] {
  return [
    storageClass('longhorn', waits(values, 'persistence.volumeBindingMode', false)),
    storageClass('longhorn-static', false),
    { kind: 'scheduling.k8s.io/v1/PriorityClass', name: 'longhorn-critical' },
  ];
}

/** @see https://github.com/rook/rook/tree/master/deploy/charts/rook-ceph-cluster/templates */
function rook({ values }: Release): readonly ChartObject[] {
  return [
    ...ofPools(values, 'cephBlockPools', 'ceph-block'),
    ...ofPools(values, 'cephFileSystems', 'ceph-filesystem'),
    ...ofPools(values, 'cephObjectStores', 'ceph-bucket'),
  ];
}

function ofPools(values: unknown, list: string, usual: string): readonly ChartObject[] {
  if (at(values, list) === undefined) return [storageClass(usual, false)];
  return itemsAt(values, list).flatMap((pool) => {
    const made = fieldsAt(pool, 'storageClass');
    const name = textAt(made, 'name');
    return made['enabled'] === false || name === undefined ? [] : [storageClass(name, waits(made, 'volumeBindingMode', false))];
  });
}

/** @see https://github.com/traefik/traefik-helm-chart/blob/master/traefik/templates/ingressclass.yaml */
function traefik({ name, values }: Release): readonly ChartObject[] {
  return at(values, 'ingressClass.enabled') === false
    ? []
    : [ingressClass(textAt(values, 'ingressClass.name') ?? fullName(name, 'traefik', values))];
}

/** Classes for the whole cluster by chart, from the templates and the usual values of the charts. */
export const CLASS_CHARTS: Readonly<Record<string, Makes>> = {
  'aws-load-balancer-controller': ({ values }) =>
    at(values, 'createIngressClassResource') === false ? [] : [ingressClass(textAt(values, 'ingressClass') ?? 'alb')],
  cilium: ({ values }) => (at(values, 'ingressController.enabled') === true ? [ingressClass('cilium')] : []),
  'csi-driver-nfs': oneClass('storageClass', 'nfs-csi', false, false),
  haproxy: ofController('haproxy'),
  'haproxy-ingress': ofController('haproxy'),
  'ingress-nginx': ofController('nginx'),
  'kubernetes-ingress': ofController('haproxy'),
  'local-path-provisioner': oneClass('storageClass', 'local-path', true),
  longhorn,
  'nfs-client-provisioner': oneClass('storageClass', 'nfs-client', false),
  'nfs-subdir-external-provisioner': oneClass('storageClass', 'nfs-client', false),
  'rook-ceph-cluster': rook,
  'tailscale-operator': () => [ingressClass('tailscale')],
  traefik,
};

/** Charts of storage whose classes hang on values in ways that are not followed: any name may be theirs. */
export const OPEN_CLASSES: ReadonlySet<string> = new Set(
  [
    'aws-ebs-csi-driver',
    'aws-efs-csi-driver',
    'azuredisk-csi-driver',
    'csi-driver-smb',
    'democratic-csi',
    'hcloud-csi',
    'linstor',
    'local-storage',
  ]
    .concat([
      'localpv-provisioner',
      'lvm-localpv',
      'mayastor',
      'openebs',
      'openstack-cinder-csi',
      'piraeus',
      'portworx',
      'proxmox-csi-plugin',
    ])
    .concat([
      'rook-ceph',
      'rook-ceph-cluster',
      'csi-driver-nfs',
      'synology-csi',
      'topolvm',
      'vsphere-csi',
      'vsphere-csi-driver',
      'zfs-localpv',
    ]),
);

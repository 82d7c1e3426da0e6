import { joinedValues } from '../charts/joined.ts';
import { documentKind } from '../document.ts';
import { HELM_KINDS, helmValuesOf } from '../helm.ts';
import { merged } from '../merged.ts';
import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { everywhere, type Placed } from './where.ts';

/** A cluster as the settings of its network or mesh name it. */
export interface Member extends Placed {
  /** Where the values stand in the object: `spec.source.helm.valuesObject`. */
  readonly path: string;
  readonly values: unknown;
  /** Name of the cluster in these settings. */
  readonly name: string | undefined;
}

/** Kinds whose settings tell of a cluster. */
export const MEMBER_KINDS = [...HELM_KINDS, 'install.istio.io/v1alpha1/IstioOperator', 'sailoperator.io/v1/Istio'] as const;

/** Values for a chart, those of one object laid over each other. */
function valuesFor(world: World, isMeant: (chart: string | undefined, values: unknown) => boolean): readonly Member[] {
  return everywhere(world, ...HELM_KINDS).flatMap((each): readonly Member[] => {
    const joined = joinedValues(each.world).get(each.manifest) ?? [];
    const given = joined.length > 0 ? joined : helmValuesOf(each.manifest);
    const own = given.filter(({ chart, values }) => isMeant(chart, values));
    const [first] = own;
    if (first === undefined) return [];
    const values = own.reduce<unknown>((below, { values: above }) => merged(below, above), undefined);
    return [{ ...each, path: first.path, values, name: undefined }];
  });
}

/** Settings of Cilium in all clusters. */
export function ciliumMembers(world: World): readonly Member[] {
  return world.everywhere.once('cilium members', () => {
    const found = valuesFor(world, (chart, values) => (chart === undefined ? looksLikeCilium(values) : chart === 'cilium'));
    return found.map((each) => ({ ...each, name: textAt(each.values, 'cluster.name') }));
  });
}

function looksLikeCilium(values: unknown): boolean {
  return (
    at(values, 'clustermesh') !== undefined ||
    (at(values, 'cluster.id') !== undefined &&
      ['ipam', 'hubble', 'routingMode', 'kubeProxyReplacement', 'tunnelProtocol'].some((key) => at(values, key) !== undefined))
  );
}

/** Clusters that a Cilium mesh joins: those that switch it on, or get that from values that all share. */
export function ciliumMesh(world: World): readonly Member[] {
  return world.everywhere.once('cilium mesh', () => {
    const members = ciliumMembers(world);
    const named = members.filter(({ name, values }) => name !== undefined || at(values, 'cluster.id') !== undefined);
    const shared = members.some(({ name, values }) => name === undefined && isMeshed(values));
    return named.filter(({ values }) => shared || isMeshed(values));
  });
}

function isMeshed(values: unknown): boolean {
  const mesh = fieldsAt(values, 'clustermesh');
  return mesh['useAPIServer'] === true || at(mesh, 'config.enabled') === true || itemsAt(mesh, 'config.clusters').length > 0;
}

/** Settings of Istio's control plane in all clusters: the values that istiod gets, `global` and `meshConfig`. */
export function istioMembers(world: World): readonly Member[] {
  return world.everywhere.once('istio members', () => {
    const charts = valuesFor(world, (chart, values) =>
      chart === undefined
        ? at(values, 'global.multiCluster') !== undefined || at(values, 'global.meshID') !== undefined
        : chart === 'istiod' || chart === 'istio-discovery',
    );
    const operators = everywhere(world, 'install.istio.io/v1alpha1/IstioOperator', 'sailoperator.io/v1/Istio').map((each) => {
      const meshConfig = at(each.manifest.object, 'spec.meshConfig');
      const values = fieldsAt(each.manifest.object, 'spec.values');
      return { ...each, path: 'spec.values', name: undefined, values: meshConfig === undefined ? values : { ...values, meshConfig } };
    });
    return [...charts, ...operators].map((each) => ({ ...each, name: textAt(each.values, 'global.multiCluster.clusterName') }));
  });
}

/** Control planes that are meant to be one of several. */
export function istioMesh(world: World): readonly Member[] {
  return istioMembers(world).filter(
    ({ name, values }) => name !== undefined && name !== 'Kubernetes' && at(values, 'global.configCluster') !== false,
  );
}

/** The same cluster said twice, as far as the settings tell: their names, or where they stand. */
export function isSameCluster(a: Member, b: Member): boolean {
  if (a.cluster !== undefined && b.cluster !== undefined) return a.cluster === b.cluster;
  return a.name === b.name;
}

export const KUBEADM = ['kubeadm.k8s.io/v1beta4/ClusterConfiguration', 'kubeadm.k8s.io/v1beta4/InitConfiguration'] as const;
export const TEXT = documentKind('TextFile');

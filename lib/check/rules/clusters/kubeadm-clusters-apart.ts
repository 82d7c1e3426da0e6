import { everywhere } from '../../clusters/where.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const INIT = 'kubeadm.k8s.io/v1beta4/InitConfiguration';
const CLUSTER = 'kubeadm.k8s.io/v1beta4/ClusterConfiguration';
const JOIN = 'kubeadm.k8s.io/v1beta4/JoinConfiguration';

export const kubeadmClustersApart = defineRule({
  id: 'kubeadm-clusters-apart',
  severity: 'error',
  kinds: [INIT, CLUSTER, JOIN],
  asks: 'Files of kubeadm for several clusters name the machines and addresses of their own cluster.',
  source: 'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/; seed 004, section 21, M2',
  *check(manifest, world) {
    const { kind } = manifest.object;
    if (kind === 'JoinConfiguration') yield* joins(manifest, world);
    else if (kind === 'InitConfiguration') {
      yield* twin(manifest, world, INIT, 'localAPIEndpoint.advertiseAddress');
      yield* twin(manifest, world, INIT, 'nodeRegistration.name');
    } else {
      yield* twin(manifest, world, CLUSTER, 'controlPlaneEndpoint');
      yield* twin(manifest, world, CLUSTER, 'clusterName');
    }
  },
});

const WHY =
  'The API server of the second cluster calls itself by the address of the first: its certificate and its kubeconfig are for another machine, and whoever uses them changes the wrong cluster.';

/** The same value in the file of another cluster; of two the later one is spoken of. */
function* twin(own: WorldObject, world: World, kind: string, path: string): Iterable<Issue> {
  const value = textAt(own.object, path);
  if (value === undefined || /[${<]/.test(value)) return;
  const all = everywhere(world, kind).map(({ manifest }) => manifest);
  const before = all.slice(
    0,
    all.findIndex(({ object }) => object === own.object),
  );
  const other = before.find((each) => textAt(each.object, path) === value && isOther(each, own, world));
  if (other === undefined) return;
  yield {
    path,
    message: `${path} is ${value}, as in ${other.file ?? 'another file'}, which is of another cluster`,
    why: WHY,
    fix: 'Write that of this cluster.',
  };
}

/** Two files are of two clusters where they say so: by other names of theirs, or other ranges of addresses. */
function isOther(a: WorldObject, b: WorldObject, world: World): boolean {
  if (a.file === b.file || a.file === undefined || b.file === undefined) return false;
  const said = (of: WorldObject): string | undefined => {
    const own = clusterOf(of.file ?? '', world);
    return textAt(own, 'networking.podSubnet');
  };
  const names = [a, b].map(({ object }) => textAt(object, 'nodeRegistration.name') ?? textAt(object, 'clusterName'));
  const [pods, others] = [said(a), said(b)];
  return (
    (pods !== undefined && others !== undefined && pods !== others) ||
    (pods === others &&
      names[0] !== undefined &&
      names[1] !== undefined &&
      names[0] !== names[1] &&
      parentFolder(a.file) !== parentFolder(b.file))
  );
}

/** What kubeadm is told of the cluster in the same file, or else in the same folder. */
function clusterOf(file: string, world: World): object | undefined {
  const all = everywhere(world, CLUSTER).map(({ manifest }) => manifest);
  const beside = all.filter((each) => parentFolder(each.file) === parentFolder(file));
  return (all.find((each) => each.file === file) ?? (beside.length === 1 ? beside[0] : undefined))?.object;
}

/** A worker that joins the control plane of another folder. */
function* joins(own: WorldObject, world: World): Iterable<Issue> {
  const path = 'discovery.bootstrapToken.apiServerEndpoint';
  const host = textAt(own.object, path)?.replace(/^\w+:\/\/|:\d+$/g, '');
  const folder = parentFolder(own.file);
  const planes = everywhere(world, INIT).flatMap(({ manifest }) => {
    const address = textAt(manifest.object, 'localAPIEndpoint.advertiseAddress');
    return address === undefined ? [] : [{ address, file: manifest.file ?? '', folder: parentFolder(manifest.file) }];
  });
  const mine = planes.filter((each) => each.folder === folder);
  const other = planes.find((each) => each.address === host && each.folder !== folder);
  if (host === undefined || mine.length !== 1 || mine[0]?.address === host || other === undefined) return;
  yield {
    path,
    message: `${path} is ${host}, the control plane of ${other.file}; that of this folder is ${mine[0]?.address ?? ''}`,
    why: 'The worker joins the other cluster, or is refused there for its token: this cluster has no machine that runs anything.',
    fix: `Write ${mine[0]?.address ?? ''}:6443.`,
  };
}

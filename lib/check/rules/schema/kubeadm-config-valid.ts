import { at, fields, items, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const PARTS = ['apiServer', 'controllerManager', 'scheduler', 'etcd.local', 'nodeRegistration'];
const ARGS = ['extraArgs', 'kubeletExtraArgs'];
/** Folders of a control plane's machine that kubeadm mounts by itself. */
const MOUNTED = [
  '/etc/kubernetes/pki',
  '/etc/ssl/certs',
  '/etc/ca-certificates',
  '/usr/share/ca-certificates',
  '/usr/local/share/ca-certificates',
  '/etc/pki',
  '/etc/kubernetes/controller-manager.conf',
  '/etc/kubernetes/scheduler.conf',
  '/var/lib/etcd',
];

export const kubeadmConfigValid = defineRule({
  id: 'kubeadm-config-valid',
  severity: 'error',
  kinds: [
    'kubeadm.k8s.io/v1beta4/ClusterConfiguration',
    'kubeadm.k8s.io/v1beta4/InitConfiguration',
    'kubeadm.k8s.io/v1beta4/JoinConfiguration',
  ],
  asks: 'A configuration of kubeadm gives arguments in the form of its version, and mounts the files that they name.',
  source: 'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/; seed 004, M35 and M36',
  *check({ object }) {
    const isList = object.apiVersion.endsWith('v1beta4');
    for (const part of PARTS) {
      for (const field of ARGS) {
        const written = at(object, `${part}.${field}`);
        if (written === undefined || written === null) continue;
        const path = `${part}.${field}`;
        if (Array.isArray(written) !== isList) {
          yield {
            path,
            message: `${path} is a ${isList ? 'map' : 'list'}, and ${object.apiVersion} takes a ${isList ? 'list of name and value' : 'map'}`,
            why: 'kubeadm refuses the file, or an upgrade rewrites it without these arguments.',
            fix: isList ? 'Write - name: X, value: Y for each, or convert it with kubeadm config migrate.' : 'Write X: Y for each.',
          };
          continue;
        }
        if (part !== 'nodeRegistration' && part !== 'etcd.local') yield* argumentsOf(object, part, path, argsOf(written));
      }
    }
  },
});

function argsOf(written: unknown): readonly (readonly [name: string, value: string])[] {
  if (!Array.isArray(written)) return Object.entries(fields(written)).map(([name, value]) => [name, String(value)] as const);
  return items(written).map((each) => [textAt(each, 'name') ?? '', textAt(each, 'value') ?? ''] as const);
}

function* argumentsOf(object: unknown, part: string, path: string, args: readonly (readonly [string, string])[]): Iterable<Issue> {
  const mounts = [...MOUNTED, ...itemsAt(object, `${part}.extraVolumes`).flatMap((each) => textAt(each, 'mountPath') ?? [])];
  for (const [name, value] of args) {
    if (name === 'bind-address' && value === '0.0.0.0' && part !== 'apiServer') {
      yield {
        path,
        severity: 'info',
        message: `${part} listens on all addresses (bind-address 0.0.0.0)`,
        why: 'Everybody in the network of the machines reaches its metrics and its port.',
        fix: 'Keep 127.0.0.1, and scrape it on the machine.',
      };
    }
    const names = /(^|-)(file|config|kubeconfig|cert|key|path)$/.test(name) && value.startsWith('/') && !/log-path$|dir$/.test(name);
    if (!names || mounts.some((mount) => value === mount || value.startsWith(`${mount}/`))) continue;
    yield {
      path,
      message: `${name} names ${value}, and no extraVolumes of ${part} mounts it`,
      why: `The pod of ${part} does not see the file of the machine: it does not start, and with it the control plane.`,
      fix: `Add extraVolumes with hostPath and mountPath ${value}, readOnly: true, pathType: File.`,
    };
  }
}

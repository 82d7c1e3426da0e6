import { nearest } from '../../values/nearest.ts';
import { fields, items, itemsAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

/** An argument of a part of the control plane, without its dashes. */
type Argument = readonly [name: string, value: string];

/**
 * What is wrong with the arguments of the API server, the controller manager or the scheduler.
 * @param written - A map, or from v1beta4 on a list of name and value.
 */
export function* argumentFaults(object: unknown, part: string, path: string, written: unknown): Iterable<Issue> {
  const args = argsOf(written);
  yield* values(object, part, path, args);
  yield* names(part, path, args);
}

function argsOf(written: unknown): readonly Argument[] {
  if (!Array.isArray(written)) return Object.entries(fields(written)).map(([name, value]) => [name, String(value)] as const);
  return items(written).map((each) => [textAt(each, 'name') ?? '', textAt(each, 'value') ?? ''] as const);
}

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

function* values(object: unknown, part: string, path: string, args: readonly Argument[]): Iterable<Issue> {
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

/** Flags that people set, by part: a name that is nearly one of them is a slip. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  apiServer:
    'admission-control-config-file advertise-address allow-privileged anonymous-auth api-audiences audit-log-maxage audit-log-maxbackup audit-log-maxsize audit-log-path audit-policy-file authentication-config authorization-config authorization-mode bind-address client-ca-file disable-admission-plugins enable-admission-plugins enable-aggregator-routing enable-bootstrap-token-auth encryption-provider-config etcd-servers event-ttl feature-gates kubelet-certificate-authority kubelet-preferred-address-types max-mutating-requests-inflight max-requests-inflight oidc-ca-file oidc-client-id oidc-groups-claim oidc-issuer-url oidc-username-claim profiling request-timeout runtime-config secure-port service-account-issuer service-account-jwks-uri service-account-key-file service-account-signing-key-file service-cluster-ip-range service-node-port-range tls-cipher-suites tls-min-version'.split(
      ' ',
    ),
  controllerManager:
    'allocate-node-cidrs authorization-always-allow-paths bind-address cluster-cidr cluster-signing-duration configure-cloud-routes feature-gates horizontal-pod-autoscaler-sync-period leader-elect node-cidr-mask-size node-monitor-grace-period node-monitor-period profiling service-cluster-ip-range terminated-pod-gc-threshold tls-min-version use-service-account-credentials'.split(
      ' ',
    ),
  scheduler: 'authorization-always-allow-paths bind-address config feature-gates leader-elect profiling tls-min-version'.split(' '),
};

/** Admission plugins that were taken out, and since which minor version. */
const GONE: Readonly<Record<string, number>> = { PodSecurityPolicy: 25, SecurityContextDeny: 30, PersistentVolumeLabel: 31 };

function* names(part: string, path: string, args: readonly Argument[]): Iterable<Issue> {
  const known = FLAGS[part] ?? [];
  const why = 'The program does not know it and ends at once: the control plane does not come up.';
  for (const [name, value] of args) {
    const near = known.includes(name) ? undefined : nearest(name, known);
    if (near !== undefined && Math.abs(near.length - name.length) <= 2 && near.slice(0, 3) === name.slice(0, 3) && !isLongForm(name, near))
      yield { path, message: `${part} has no argument ${name}`, why, fix: `Did you mean "${near}"?` };
    for (const plugin of name === 'enable-admission-plugins' ? value.split(',') : []) {
      const since = GONE[plugin.trim()];
      if (since === undefined) continue;
      yield {
        path,
        message: `the admission plugin ${plugin.trim()} was taken out in Kubernetes 1.${since}`,
        why,
        fix: `Remove ${plugin.trim()} from the list.`,
      };
    }
  }
}

/** Two flags that both exist: `leader-elect` and `leader-elect-lease-duration`, `audit-log-maxage` and `audit-log-mode`. */
function isLongForm(name: string, near: string): boolean {
  return (
    name.startsWith(`${near}-`) ||
    near.startsWith(`${name}-`) ||
    name.split('-').length !== near.split('-').length ||
    isOneOfMany(name, near)
  );
}

/** Only the last part differs, and by more than letters in the wrong place. */
function isOneOfMany(name: string, near: string): boolean {
  const [own, other] = [name.split('-'), near.split('-')];
  const differing = own.filter((part, index) => part !== other[index]);
  return differing.length !== 1 || (differing[0]?.length ?? 0) <= 4;
}

import type { Container, PodTemplate } from '../pods.ts';
import { at, fields, fieldsAt, items, itemsAt, numberAt, text, textAt, type Fields } from '../read.ts';

export type Level = 'baseline' | 'restricted';

/** Something that a level of the pod security standards refuses. */
export interface Violation {
  readonly path: string;
  readonly what: string;
}

/** Capabilities that baseline lets a container add. */
const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set([
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID'],
  ...['SETPCAP', 'SETUID', 'SYS_CHROOT'],
]);

const SAFE_SYSCTLS: ReadonlySet<string> = new Set([
  ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies'],
  ...['net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout'],
  ...['net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes'],
]);

const RESTRICTED_VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];

/**
 * What a level refuses in a pod, as the admission of Kubernetes 1.31 decides.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function* violations(pod: PodTemplate, level: Level): Iterable<Violation> {
  const { spec, specPath } = pod;
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (spec[name] === true) yield { path: `${specPath}.${name}`, what: `the pod has ${name}` };
  for (const [index, volume] of items(spec['volumes']).entries()) {
    const name = textAt(volume, 'name') ?? '';
    const path = `${specPath}.volumes[${index}]`;
    if (fields(volume)['hostPath'] !== undefined) yield { path, what: `the volume "${name}" is a hostPath` };
    else if (
      level === 'restricted' &&
      !RESTRICTED_VOLUMES.some((kind) => fields(volume)[kind] !== undefined) &&
      Object.keys(fields(volume)).length > 1
    )
      yield { path, what: `the volume "${name}" is no volume of the ordinary kinds` };
  }
  for (const sysctl of itemsAt(spec, 'securityContext.sysctls')) {
    const name = textAt(sysctl, 'name') ?? '';
    if (!SAFE_SYSCTLS.has(name)) yield { path: `${specPath}.securityContext.sysctls`, what: `the pod sets ${name}` };
  }
  if (textAt(spec, 'securityContext.seccompProfile.type') === 'Unconfined')
    yield { path: `${specPath}.securityContext.seccompProfile`, what: 'the pod runs unconfined by seccomp' };
  yield* confinement(fieldsAt(spec, 'securityContext'), `${specPath}.securityContext`, 'the pod');
  for (const [key, value] of Object.entries(pod.annotations)) {
    if (key.startsWith(APPARMOR) && value !== 'runtime/default' && !value.startsWith('localhost/') && value !== '')
      yield {
        path: `${pod.path === '' ? '' : `${pod.path}.`}metadata.annotations["${key}"]`,
        what: `container "${key.slice(APPARMOR.length)}" runs unconfined by AppArmor`,
      };
  }
  for (const container of pod.containers) {
    yield* baseline(container);
    if (level === 'restricted') yield* restricted(container, fieldsAt(spec, 'securityContext'), textAt(spec, 'os.name') === 'windows');
  }
}

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** SELinux and AppArmor, of a pod or a container. */
function* confinement(context: Fields, path: string, who: string): Iterable<Violation> {
  const { type = '', user = '', role = '' } = fieldsAt(context, 'seLinuxOptions');
  if (
    !['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'].includes(text(type) ?? '') ||
    user !== '' ||
    role !== ''
  )
    yield { path: `${path}.seLinuxOptions`, what: `${who} chooses its own SELinux type, user or role` };
  if (textAt(context, 'appArmorProfile.type') === 'Unconfined')
    yield { path: `${path}.appArmorProfile`, what: `${who} runs unconfined by AppArmor` };
}

function capabilities(container: Container, list: 'add' | 'drop'): readonly string[] {
  return itemsAt(container.fields, `securityContext.capabilities.${list}`).map((each) => text(each) ?? '');
}

function* baseline(container: Container): Iterable<Violation> {
  const { name, path, fields: own } = container;
  const context = `${path}.securityContext`;
  if (at(own, 'securityContext.privileged') === true) yield { path: `${context}.privileged`, what: `container "${name}" is privileged` };
  const added = capabilities(container, 'add').filter((each) => !BASELINE_CAPABILITIES.has(each));
  if (added.length > 0) yield { path: `${context}.capabilities.add`, what: `container "${name}" adds ${added.join(', ')}` };
  for (const [index, port] of itemsAt(own, 'ports').entries()) {
    const host = numberAt(port, 'hostPort') ?? 0;
    if (host !== 0) yield { path: `${path}.ports[${index}].hostPort`, what: `container "${name}" takes port ${host} of the node` };
  }
  if (textAt(own, 'securityContext.seccompProfile.type') === 'Unconfined')
    yield { path: `${context}.seccompProfile`, what: `container "${name}" runs unconfined by seccomp` };
  if ((textAt(own, 'securityContext.procMount') ?? 'Default') !== 'Default')
    yield { path: `${context}.procMount`, what: `container "${name}" sets procMount` };
  yield* confinement(fieldsAt(own, 'securityContext'), context, `container "${name}"`);
}

function* restricted(container: Container, pod: Fields, windows: boolean): Iterable<Violation> {
  const { name, path, fields: own } = container;
  const context = `${path}.securityContext`;
  const sets = (field: string): unknown => at(own, `securityContext.${field}`) ?? pod[field];
  const added = capabilities(container, 'add').filter((each) => each !== 'NET_BIND_SERVICE' && BASELINE_CAPABILITIES.has(each));
  if (sets('runAsNonRoot') !== true) yield { path: context, what: `container "${name}" does not set runAsNonRoot: true` };
  if (sets('runAsUser') === 0) yield { path: context, what: `container "${name}" runs as user 0` };
  // The other settings are Linux'.
  if (windows) return;
  if (!capabilities(container, 'drop').includes('ALL')) yield { path: context, what: `container "${name}" does not drop ALL capabilities` };
  if (added.length > 0) yield { path: `${context}.capabilities.add`, what: `container "${name}" adds ${added.join(', ')}` };
  if (at(own, 'securityContext.allowPrivilegeEscalation') !== false)
    yield { path: context, what: `container "${name}" does not set allowPrivilegeEscalation: false` };
  const seccomp = textAt(own, 'securityContext.seccompProfile.type') ?? textAt(pod, 'seccompProfile.type');
  if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost')
    yield { path: context, what: `container "${name}" has no seccompProfile RuntimeDefault or Localhost` };
}

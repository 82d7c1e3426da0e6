import { nearName } from '../reference.ts';

interface Misspelt {
  readonly name: string;
  /** What was meant, where anything is near. */
  readonly near: string | undefined;
}

/** Fields of containers, pods and users. */
const OBJECT_FIELDS = `container.id container.full_id container.name container.image container.image.id container.type container.privileged
  container.mounts container.mount container.image.repository container.image.tag container.image.digest container.healthcheck
  container.liveness_probe container.readiness_probe container.start_ts container.duration container.ip container.cni.json
  container.host_pid container.host_network container.host_ipc container.label container.labels k8s.ns.name k8s.pod.name k8s.pod.id
  k8s.pod.uid k8s.pod.sandbox_id k8s.pod.full_sandbox_id k8s.pod.label k8s.pod.labels k8s.pod.ip k8s.pod.cni.json k8s.rc.name
  k8s.rc.id k8s.svc.name k8s.svc.id k8s.rs.name k8s.rs.id k8s.deployment.name k8s.deployment.id user.uid user.name user.homedir
  user.shell user.loginuid user.loginname group.gid group.name`.split(/\s+/);

/** Fields of processes, files and events that rules read; those with an index or argument are given without it. */
const EVENT_FIELDS = new Set(
  `evt.abspath evt.args evt.arg evt.buffer evt.buflen evt.category evt.cpu evt.datetime evt.dir evt.failed evt.hostname evt.info
  evt.is_io evt.is_io_read evt.is_io_write evt.is_open_read evt.is_open_write evt.is_wait evt.latency evt.num evt.plugininfo evt.pluginname
  evt.rawarg evt.rawres evt.rawtime evt.reltime evt.res evt.source evt.time evt.time.iso8601 evt.type evt.uid
  fd.cip fd.cip.name fd.cnet fd.containerdirectory fd.containername fd.cport fd.cproto fd.dev fd.dev.major fd.dev.minor fd.directory
  fd.filename fd.ino fd.ip fd.is_server fd.l4proto fd.lip fd.lip.name fd.lnet fd.lport fd.lproto fd.name fd.nameraw fd.net fd.num fd.port
  fd.proto fd.rip fd.rip.name fd.rnet fd.rport fd.rproto fd.sip fd.sip.name fd.snet fd.sockfamily fd.sport fd.sproto fd.type fd.typechar fd.uid
  proc.acmdline proc.aenv proc.aexe proc.aexepath proc.aname proc.apid proc.args proc.cap_effective proc.cap_inheritable proc.cap_permitted
  proc.cmdlenargs proc.cmdline proc.cmdnargs proc.cwd proc.duration proc.env proc.exe proc.exe_ino proc.exeline proc.exepath proc.fdlimit
  proc.fdopencount proc.fdusage proc.is_container_healthcheck proc.is_exe_from_memfd proc.is_exe_lower_layer proc.is_exe_symlink
  proc.is_exe_upper_layer proc.is_exe_writable proc.loginshellid proc.name proc.nchilds proc.nthreads proc.pcmdline proc.pexe proc.pexepath
  proc.pgid proc.pid proc.pid.ts proc.pname proc.ppid proc.ppid.duration proc.ppid.ts proc.pvpid proc.sid proc.sname proc.tty proc.vmrss
  proc.vmsize proc.vmswap proc.vpgid proc.vpid thread.cap_effective thread.cap_permitted thread.cgroup thread.cgroups thread.ismain thread.tid
  thread.vtid`.split(/\s+/),
);

/** A field that is nearly one of these: others may be those of plug-ins. */
function misspeltObject(text: string): Misspelt | undefined {
  for (const [, name = ''] of text.matchAll(/(?<![\w.])%?((?:container|k8s|user|group)\.[a-z][\w.]*\w)(?![\w.[(])/g)) {
    if (OBJECT_FIELDS.includes(name)) continue;
    const near = OBJECT_FIELDS.find((each) => each.replace(/[._]/g, '') === name.replace(/[._]/g, '')) ?? nearName(name, OBJECT_FIELDS);
    if (
      near !== undefined &&
      /^k8s\.|^container\./.test(name) &&
      near.split('.')[0] === name.split('.')[0] &&
      Math.abs(near.length - name.length) <= 2
    )
      return { name, near };
    // A class of fields, which is none itself.
    const below = OBJECT_FIELDS.find((each) => each === `${name}.name`);
    if (below !== undefined && !name.startsWith('container.')) return { name, near: below };
  }
  return undefined;
}

/** Words that people take for the classes of such fields. */
const CLASSES: Readonly<Record<string, string>> = { event: 'evt', process: 'proc' };

/**
 * The field that was meant by one that there is not: another letter, or another word for its class.
 * @see https://falco.org/docs/reference/rules/supported-fields/
 */
export function misspeltField(text: string): Misspelt | undefined {
  return misspeltObject(text) ?? misspeltEvent(text);
}

function misspeltEvent(text: string): Misspelt | undefined {
  for (const [, name = ''] of text.matchAll(/(?<![\w./"'-])%?((?:evt|event|fd|proc|process|thread)\.[a-z][\w.]*\w)(?![\w.[(-])/g)) {
    if (EVENT_FIELDS.has(name)) continue;
    const [first = '', ...rest] = name.split('.');
    const renamed = [CLASSES[first] ?? '', ...rest].join('.');
    const near = EVENT_FIELDS.has(renamed) ? renamed : [...EVENT_FIELDS].find((each) => isSlip(each, name));
    if (near !== undefined) return { name, near };
    // What a process is: these few, and plugins bring no others.
    if (name.startsWith('proc.is_') && !PROCESS_IS.test(name)) return { name, near: nearName(name, [...EVENT_FIELDS]) };
  }
  return undefined;
}

/** @see https://github.com/falcosecurity/libs/blob/master/userspace/libsinsp/sinsp_filtercheck_thread.cpp */
const PROCESS_IS = /^proc\.is_(?:exe_\w+|sid_leader|vpgid_leader|pgid_leader|container_(?:healthcheck|liveness_probe|readiness_probe))$/;

/** One letter too many or too few, or two that changed places. */
function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length === 1) return [...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short);
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

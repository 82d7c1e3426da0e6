import { everywhere } from '../clusters/where.ts';
import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import { isSample } from '../reference.ts';
import { nodesOf } from '../scheduling/tree-nodes.ts';
import { blocksOf } from '../terraform/hcl.ts';
import type { World } from '../world.ts';
import { literal } from '../../values/literal.ts';

/** What machines are called, as far as the tree that makes them says it. */
export interface MachineNames {
  readonly names: ReadonlySet<string>;
  /** Names of which a part is worked out: `^mgmt-worker-[\w.-]+$`. */
  readonly patterns: readonly RegExp[];
  /** Where the first of them stands. */
  readonly file: string;
}

/** Where programs are told the name of a machine. */
const NAMED = [
  /\bmultipass\s+launch\b[^\n]*?(?:--name|-n)[= ]+["']?([^\s"']+)/g,
  /\blimactl\s+(?:start|create)\b[^\n]*?--name[= ]+["']?([^\s"']+)/g,
  /\bvirt-install\b[^\n]*?--name[= ]+["']?([^\s"']+)/g,
  /\.vm\.define\s+["']([^"']+)["']/g,
  /\.vm\.hostname\s*=\s*["']([^"']+)["']/g,
];
/** Resources that are a machine, whose `name` is that of the node. */
const MACHINES =
  /^(multipass_instance|libvirt_domain|proxmox_(vm_qemu|virtual_environment_vm)|hcloud_server|google_compute_instance|digitalocean_droplet)$/;
const MOST = 50;

/** Machines that Terraform, scripts and kubeadm's files of the tree name; `undefined` where none does. */
export function machineNames(world: World): MachineNames | undefined {
  return world.everywhere.once('names of machines', () => {
    const names = new Set<string>();
    const patterns: RegExp[] = [];
    let first: string | undefined;
    const add = (written: string, count: number | undefined, file: string | undefined): void => {
      first ??= file;
      const numbered = /^([^$#]*)\$\{count\.index\}([^$#]*)$/.exec(written);
      if (numbered !== null && count !== undefined && count <= MOST) {
        for (let index = 0; index < count; index += 1) names.add(`${numbered[1] ?? ''}${index}${numbered[2] ?? ''}`);
      } else if (/[$#]/.test(written)) {
        // Whatever the shell, Terraform or Ruby works out may be any word.
        const parts = written.split(/[$#]\{[^}]*\}|\$\w+/).map(literal);
        patterns.push(new RegExp(`^${parts.join('[\\w.-]+')}$`));
      } else names.add(written);
    };
    for (const { manifest } of everywhere(world, documentKind('TextFile'), documentKind('Script'))) {
      const { object, file = '' } = manifest;
      if (isSample(file)) continue;
      const text = (textAt(object, 'text') ?? '').replace(/\\\n/g, ' ');
      if (file.endsWith('.tf')) {
        terraform(textAt(object, 'text') ?? '', (name, count) => {
          add(name, count, file);
        });
      } else if (/multipass|limactl|virt-install|\.vm\./.test(text)) {
        for (const pattern of NAMED) for (const [, name = ''] of text.matchAll(pattern)) add(name, undefined, file);
      }
    }
    for (const { manifest } of everywhere(world, 'kubeadm.k8s.io/v1beta4/InitConfiguration', 'kubeadm.k8s.io/v1beta4/JoinConfiguration')) {
      const name = textAt(manifest.object, 'nodeRegistration.name');
      if (name !== undefined) add(name, undefined, manifest.file);
    }
    for (const { name } of names.size + patterns.length === 0 ? [] : (nodesOf(world) ?? [])) names.add(name);
    return first === undefined ? undefined : { names, patterns, file: first };
  });
}

function terraform(text: string, add: (name: string, count: number | undefined) => void): void {
  const blocks = blocksOf(text);
  const defaults = new Map<string, string | undefined>(
    blocks.flatMap(({ type, labels, arguments: given }) =>
      type === 'variable' ? [[`var.${labels[0] ?? ''}`, given.get('default')] as const] : [],
    ),
  );
  const lines = text.split('\n');
  for (const { type, labels, arguments: given, line, body } of blocks) {
    if (type !== 'resource') continue;
    const written = lines.slice(line - 1, line + body.split('\n').length).join('\n');
    const count = Number(defaults.get(given.get('count') ?? '') ?? given.get('count') ?? NaN);
    const known = given.get('count') === undefined ? 1 : Number.isInteger(count) ? count : undefined;
    for (const [, name = ''] of written.replace(/\\"/g, '"').matchAll(NAMED[0] ?? /$^/g)) add(name, known);
    const own = MACHINES.test(labels[0] ?? '') ? /^"([^"]+)"$/.exec(given.get('name') ?? '')?.[1] : undefined;
    if (own !== undefined) add(own, known);
  }
}

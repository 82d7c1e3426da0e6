import { documentKind } from '../document.ts';
import type { NodeFact } from '../facts.ts';
import { at, fields, fieldsAt, itemsAt, text, textAt, textsAt } from '../read.ts';
import { isSample } from '../reference.ts';
import type { World } from '../world.ts';

const ROLE = /^node-role\.kubernetes\.io\/(control-plane|master)$/;

/** A machine, as an inventory of the tree names it. */
export interface TreeNode extends NodeFact {
  readonly addresses: readonly string[];
}

/** The nodes that the facts tell, or else those of the one inventory in the tree: Node objects, Ansible's hosts (kubespray), kind. */
export function nodesOf(world: World): readonly NodeFact[] | undefined {
  return world.facts.nodes ?? treeNodes(world);
}

/** Nodes of the one inventory that the tree has; `undefined` where there is none, or several and nobody knows which counts. */
export function treeNodes(world: World): readonly TreeNode[] | undefined {
  return world.once('nodes of the tree', () => {
    const objects = world.ofKind('v1/Node').filter(({ file }) => !isSample(file));
    const found = [
      ...(objects.length === 0 ? [] : [objects.map(({ object }) => nodeOf(object))]),
      ...world.ofKind('kind.x-k8s.io/v1alpha4/Cluster').map(({ object }) => kindNodes(object)),
      ...world
        .ofKind(documentKind('Config'))
        .flatMap((each) => (isSample(each.file) ? [] : [ansibleNodes(groupsOfYaml(each.object['content']))])),
      ...world
        .ofKind(documentKind('TextFile'))
        .flatMap((each) =>
          each.file?.endsWith('.ini') === true && !isSample(each.file)
            ? [ansibleNodes(groupsOfIni(textAt(each.object, 'text') ?? ''))]
            : [],
        ),
    ].filter((nodes) => nodes.length > 0);
    const [first] = found;
    return found.length === 1 ? first : undefined;
  });
}

function nodeOf(object: unknown): TreeNode {
  const labels = textsAt(object, 'metadata.labels');
  const taints = itemsAt(object, 'spec.taints').map((taint) => ({
    key: textAt(taint, 'key') ?? '',
    effect: textAt(taint, 'effect') ?? '',
  }));
  const isControl = Object.keys(labels).some((key) => ROLE.test(key)) || taints.some(({ key }) => ROLE.test(key));
  return {
    name: textAt(object, 'metadata.name') ?? '',
    role: isControl ? 'control-plane' : 'worker',
    schedulable: at(object, 'spec.unschedulable') !== true && !taints.some(({ effect }) => effect !== 'PreferNoSchedule'),
    // What is written by hand has a few labels of its own; what was exported has all.
    ...('kubernetes.io/hostname' in labels ? { labels } : {}),
    addresses: itemsAt(object, 'status.addresses').flatMap((each) => textAt(each, 'address') ?? []),
  };
}

function kindNodes(object: unknown): readonly TreeNode[] {
  const roles = itemsAt(object, 'nodes').map((node) => (textAt(node, 'role') === 'worker' ? 'worker' : 'control-plane'));
  return roles.map((role, index) => ({
    name: `${role}-${index}`,
    role,
    schedulable: role === 'worker' || roles.length === 1,
    addresses: [],
  }));
}

interface Groups {
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly control: ReadonlySet<string>;
  readonly workers: ReadonlySet<string>;
}

/** kubespray leaves ordinary pods to the hosts of `kube_node`. */
function ansibleNodes({ hosts, control, workers }: Groups): readonly TreeNode[] {
  if (control.size === 0 || workers.size === 0) return [];
  return [...new Set([...control, ...workers])].map((name) => ({
    name,
    role: control.has(name) ? 'control-plane' : 'worker',
    schedulable: workers.has(name),
    addresses: hosts.get(name) ?? [],
  }));
}

const CONTROL = /^(kube_control_plane|kube-master|masters?|control_?plane|k3s_?(server|master)|server)$/;
const WORKERS = /^(kube_node|kube-node|workers?|nodes?|k3s_?(agent|node)|agent)$/;

function groupsOfIni(content: string): Groups {
  const hosts = new Map<string, readonly string[]>();
  const groups = { control: new Set<string>(), workers: new Set<string>() };
  let group = '';
  for (const line of content.split('\n')) {
    const [, header] = /^\s*\[([\w:-]+)\]/.exec(line) ?? [];
    if (header !== undefined) group = header;
    const [, name = ''] = /^\s*([A-Za-z0-9][\w.-]*)(\s|$)/.exec(line) ?? [];
    if (header !== undefined || name === '' || group.includes(':')) continue;
    const addresses = [...line.matchAll(/\b(?:ansible_host|ansible_ssh_host|ip|access_ip)=["']?([\d.]+)/g)].map(
      ([, address = '']) => address,
    );
    if (addresses.length > 0) hosts.set(name, [...new Set(addresses)]);
    if (CONTROL.test(group)) groups.control.add(name);
    if (WORKERS.test(group)) groups.workers.add(name);
  }
  return { hosts, ...groups };
}

function groupsOfYaml(content: unknown): Groups {
  const all = fieldsAt(content, 'all');
  const hosts = new Map<string, readonly string[]>();
  const groups = { control: new Set<string>(), workers: new Set<string>() };
  const visit = (name: string, group: unknown, depth: number): void => {
    for (const [host, about] of Object.entries(fieldsAt(group, 'hosts'))) {
      const addresses = ['ansible_host', 'ip', 'access_ip'].flatMap((key) => text(fields(about)[key]) ?? []);
      if (addresses.length > 0) hosts.set(host, [...new Set(addresses)]);
      if (CONTROL.test(name)) groups.control.add(host);
      if (WORKERS.test(name)) groups.workers.add(host);
    }
    if (depth < 5) for (const [child, below] of Object.entries(fieldsAt(group, 'children'))) visit(child, below, depth + 1);
  };
  visit('all', all, 0);
  return { hosts, ...groups };
}

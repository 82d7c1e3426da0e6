import { documentKind } from '../../document.ts';
import { helmValuesOf, HELM_KINDS } from '../../helm.ts';
import { machineNames, type MachineNames } from '../../machines/names.ts';
import { POD_KINDS } from '../../pods.ts';
import { fields, itemsAt, join, text, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { treeNodes } from '../../scheduling/tree-nodes.ts';
import { plainWords } from '../../texts/script-calls.ts';
import { commandsOf } from '../../texts/commands.ts';
import type { World } from '../../world.ts';

const HOST = 'kubernetes.io/hostname';
const CHOOSERS = ['metallb.io/v1beta1/L2Advertisement', 'metallb.io/v1beta1/BGPAdvertisement', 'metallb.io/v1beta2/BGPPeer'].concat([
  'cilium.io/v2alpha1/CiliumL2AnnouncementPolicy',
  'cilium.io/v2/CiliumBGPClusterConfig',
  'cilium.io/v2/CiliumEgressGatewayPolicy',
  'v1/PersistentVolume',
]);

export const nodeNameKnown = defineRule({
  id: 'node-name-known',
  severity: 'warning',
  kinds: [...CHOOSERS, ...POD_KINDS, ...HELM_KINDS, documentKind('Script')],
  asks: 'Nodes that are chosen by name are called as the machines that the tree makes.',
  source:
    'https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetesiohostname; https://metallb.io/configuration/_advanced_l2_configuration/',
  *check(manifest, world) {
    const known = machineNames(world);
    if (known === undefined) return;
    for (const { name, path } of chosen(manifest, world)) {
      if (known.names.has(name) || known.patterns.some((each) => each.test(name)) || /[${<*]/.test(name)) continue;
      const near = alike(name, known);
      if (near === undefined) continue;
      yield {
        path,
        message: `there is no machine ${name}; ${known.file} makes ${near.join(', ')}`,
        why: 'What is bound to the node waits for it for ever: pods stay Pending, volumes are nowhere, addresses are announced by nobody.',
        fix: near.length === 1 ? `Did you mean "${near[0] ?? ''}"?` : 'Name one of them.',
      };
    }
  },
});

interface Chosen {
  readonly name: string;
  readonly path: string;
}

function* chosen(manifest: WorldObject, world: World): Iterable<Chosen> {
  const { object } = manifest;
  if (object.kind === 'Script') {
    for (const { command, path } of commandsOf(manifest, world)) {
      const [verb = '', ...words] =
        command.name === 'kubectl' ? plainWords(command, ['--context', '--kubeconfig', '-l', '--timeout', '--grace-period']) : [];
      const named = /^(drain|cordon|uncordon)$/.test(verb)
        ? words[0]
        : /^(label|taint|annotate)$/.test(verb) && /^nodes?$/.test(words[0] ?? '')
          ? words[1]
          : undefined;
      if (named !== undefined) yield { name: named.replace(/^nodes?\//, ''), path };
    }
    return;
  }
  for (const { values, path } of helmValuesOf(manifest)) yield* walk(values, path, 6);
  // Where the inventory is written out, another rule places the pods.
  if (world.podTemplate(manifest) !== undefined && treeNodes(world) === undefined)
    yield* walk(world.podTemplate(manifest)?.spec, world.podTemplate(manifest)?.specPath ?? '', 9);
  else if (CHOOSERS.some((kind) => kind.endsWith(`/${object.kind}`))) yield* walk(object['spec'], 'spec', 9);
}

/** `{kubernetes.io/hostname: x}`, and terms about that label. */
function* walk(value: unknown, path: string, depth: number): Iterable<Chosen> {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* walk(each, `${path}[${index}]`, depth - 1);
    return;
  }
  if (textAt(value, 'key') === HOST && textAt(value, 'operator') === 'In') {
    for (const [index, each] of itemsAt(value, 'values').entries()) yield { name: text(each) ?? '', path: `${path}.values[${index}]` };
    return;
  }
  for (const [key, child] of Object.entries(fields(value))) {
    if (key === HOST && typeof child === 'string') yield { name: child, path: join(path, key) };
    else if (typeof child === 'object') yield* walk(child, join(path, key), depth - 1);
  }
}

/** Machines that are called alike but for a number or a sign: those that were meant. */
function alike(name: string, { names }: MachineNames): readonly string[] | undefined {
  const stem = (each: string): string => each.toLowerCase().replace(/[\d._-]+/g, '');
  const found = [...names].filter((each) => stem(each) === stem(name));
  return found.length === 0 ? undefined : found;
}

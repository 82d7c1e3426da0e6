import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { terraformFiles } from '../../terraform/files.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

/** Resources whose parts may stand in them or be resources of their own, and never both. */
interface Parted {
  readonly owner: string;
  /** Block or argument within the owner. */
  readonly inline: string;
  readonly apart: RegExp;
  /** Argument of the part that names the owner. */
  readonly by: string;
}

/** As the documentation of each resource warns, in its note on what conflicts. */
const PARTED: readonly Parted[] = [
  ...['ingress', 'egress'].map((way) => ({
    ...{ owner: 'aws_security_group', inline: way, by: 'security_group_id' },
    apart: new RegExp(`^(?:aws_security_group_rule ${way}|aws_vpc_security_group_${way}_rule)`),
  })),
  ...['ingress', 'egress'].map((way) => ({
    ...{ owner: 'aws_network_acl', inline: way, by: 'network_acl_id' },
    apart: /^aws_network_acl_rule/,
  })),
  { owner: 'aws_route_table', inline: 'route', apart: /^aws_route(?: |$)/, by: 'route_table_id' },
  { owner: 'aws_iam_role', inline: 'inline_policy', apart: /^aws_iam_role_policy(?: |$)/, by: 'role' },
  { owner: 'aws_iam_role', inline: 'managed_policy_arns', apart: /^aws_iam_role_policy_attachment/, by: 'role' },
  {
    ...{ owner: 'azurerm_network_security_group', inline: 'security_rule', by: 'network_security_group_name' },
    apart: /^azurerm_network_security_rule/,
  },
  { owner: 'azurerm_virtual_network', inline: 'subnet', apart: /^azurerm_subnet(?: |$)/, by: 'virtual_network_name' },
];

export const terraformPartsOnce = defineRule({
  id: 'terraform-parts-once',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'The rules, routes and policies of a resource stand in it, or are resources of their own, not both.',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group',
  *check({ object, file = '' }, world) {
    if (!file.endsWith('.tf')) return;
    for (const { type, labels, body, line } of blocksOf(textAt(object, 'text') ?? '')) {
      const [kind = '', name = ''] = labels;
      for (const { owner, inline, apart, by } of type === 'resource' ? PARTED : []) {
        if (kind !== owner || !holds(body, inline)) continue;
        const other = partsIn(world, parentFolder(file))
          .get(`${owner}.${name}`)
          ?.find((each) => apart.test(each.kind) && each.by === by);
        if (other === undefined) continue;
        const [otherKind] = other.kind.split(' ');
        yield {
          path: `line ${line}`,
          message: `${owner}.${name} has ${inline} within, and ${otherKind ?? ''}.${other.name} (${other.file} line ${other.line}) adds to it from outside`,
          why: `${owner} takes what stands within for all that there is: each second apply takes away what ${other.name} added, and traffic or rights are gone until the next one.`,
          fix: `Make ${inline} a resource of its own as well, or move ${other.name} into ${owner}.${name}.`,
        };
      }
    }
  },
});

/** A block or an argument of the outermost level that nobody told to be passed over. */
function holds(body: string, inline: string): boolean {
  if (new RegExp(`ignore_changes\\s*=\\s*(?:all|\\[[^\\]]*\\b${inline}\\b)`).test(body)) return false;
  return new RegExp(`^\\s*(?:dynamic\\s+"?\\s*)?${inline}\\s*(?:\\{|=\\s*\\[\\s*[^\\]\\s])`, 'm').test(body);
}

interface Part {
  /** With what it is a part of, where the kind does not say so: `aws_security_group_rule ingress`. */
  readonly kind: string;
  readonly name: string;
  readonly by: string;
  readonly file: string;
  readonly line: number;
}

/** Parts by the resource that they name, of the files of one folder. */
function partsIn(world: World, folder: string): ReadonlyMap<string, readonly Part[]> {
  const folders = world.once('parts of terraform resources', () => {
    const all = new Map<string, Map<string, Part[]>>();
    for (const { file, folder: own, text } of terraformFiles(world)) {
      const parts = all.get(own) ?? new Map<string, Part[]>();
      all.set(own, parts);
      for (const block of blocksOf(text)) for (const [target, part] of namedBy(block, file)) addTo(parts, target, part);
    }
    return all;
  });
  return folders.get(folder) ?? new Map<string, readonly Part[]>();
}

function* namedBy({ type, labels, arguments: given, line }: Block, file: string): Iterable<readonly [target: string, part: Part]> {
  const [kind = '', name = ''] = labels;
  if (type !== 'resource') return;
  for (const by of new Set(PARTED.map((each) => each.by))) {
    const target = /^([a-z]\w*\.[\w-]+)\.(?:id|name)$/.exec(given.get(by) ?? '')?.[1];
    const way = (given.get('type') ?? '').replaceAll('"', '');
    if (target !== undefined) yield [target, { kind: way === '' ? kind : `${kind} ${way}`, name, by, file, line }];
  }
}

import { terraformFiles } from '../../terraform/files.ts';
import { Cidr } from '../../../values/cidr.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import type { World } from '../../world.ts';

const RANGE = /^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/;
/** Names under which the network that holds the others is given. */
const WHOLE = /^(vpc|vnet|network|main)?_?(cidr|cidr_block|cidr_range|ip_cidr_range|address_space)$/;
const PARTS = /^(?!.*(secondary|pod|service|allowed|source|trusted)).*subnet/;

export const terraformNetworksFit = defineRule({
  id: 'terraform-networks-fit',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'Subnets in Terraform lie within the network that holds them, and apart from each other.',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/subnet; https://cloud.google.com/vpc/docs/subnets',
  *check({ object, file }, world) {
    const text = textAt(object, 'text') ?? '';
    if (file?.endsWith('.tf') !== true || !text.includes('subnet')) return;
    const folder = parentFolder(file);
    for (const block of blocksOf(text)) {
      if (block.type === 'module') yield* fits(block, block.arguments, folder, world);
    }
    const variables = blocksOf(text).filter(({ type }) => type === 'variable');
    const defaults = new Map(
      variables.flatMap(({ labels, arguments: given }) =>
        given.has('default') ? [[labels[0] ?? '', given.get('default') ?? ''] as const] : [],
      ),
    );
    const [first] = variables.filter(({ labels }) => PARTS.test(labels[0] ?? ''));
    if (first !== undefined) yield* fits(first, defaults, folder, world);
  },
});

function* fits({ line }: Block, given: ReadonlyMap<string, string>, folder: string, world: World): Iterable<Issue> {
  const [whole] = [...given].flatMap(([name, value]) => (WHOLE.test(name) ? rangesIn(resolved(value, folder, world)) : []));
  const parts = [...given].flatMap(([name, value]) => (PARTS.test(name) ? rangesIn(resolved(value, folder, world)) : []));
  const seen: Cidr[] = [];
  for (const part of parts) {
    const twin = seen.find((each) => each.overlaps(part));
    if (twin !== undefined) {
      yield {
        path: `line ${line}`,
        message: `two subnets have the same addresses: ${twin.text}${twin.text === part.text ? ', twice' : ` and ${part.text}`}`,
        why: 'The cloud refuses the second: terraform apply stops half-way.',
        fix: 'Give each a range of its own.',
      };
    } else if (
      whole !== undefined &&
      !(whole.contains(part.text.split('/')[0] ?? '') && Number(part.text.split('/')[1]) >= Number(whole.text.split('/')[1]))
    ) {
      yield {
        path: `line ${line}`,
        message: `subnet ${part.text} does not lie in ${whole.text}`,
        why: 'The cloud refuses it: terraform apply stops half-way.',
        fix: `Write a range of ${whole.text}.`,
      };
    }
    seen.push(part);
  }
}

/** The default of a variable that is named alone. */
function resolved(value: string, folder: string, world: World): string {
  const name = /^var\.(\w+)$/.exec(value.trim())?.[1];
  return name === undefined ? value : (defaultsIn(world).get(`${folder} ${name}`) ?? '');
}

function defaultsIn(world: World): ReadonlyMap<string, string> {
  return world.once('defaults of terraform', () => {
    const found = new Map<string, string>();
    for (const { folder, text } of terraformFiles(world)) {
      if (!text.includes('variable')) continue;
      for (const { type, labels, arguments: given } of blocksOf(text)) {
        if (type === 'variable' && given.has('default')) found.set(`${folder} ${labels[0] ?? ''}`, given.get('default') ?? '');
      }
    }
    return found;
  });
}

function rangesIn(value: string): readonly Cidr[] {
  return [...value.matchAll(/"([^"]*)"/g)].flatMap(([, text = '']) => {
    if (!RANGE.test(text)) return [];
    try {
      return [Cidr.parse(text)];
    } catch {
      return [];
    }
  });
}

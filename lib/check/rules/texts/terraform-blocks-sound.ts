import { terraformFiles } from '../../terraform/files.ts';
import { addTo } from '../../../values/multimap.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import type { World } from '../../world.ts';

const WHY = 'terraform stops with an error before it changes anything.';

export const terraformBlocksSound = defineRule({
  id: 'terraform-blocks-sound',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'Blocks of Terraform have names of their own, repeat over sets and maps, and read at destruction only what is still there.',
  source:
    'https://developer.hashicorp.com/terraform/language/meta-arguments/for_each; https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#destroy-time-provisioners; https://developer.hashicorp.com/terraform/language/expressions/version-constraints',
  *check({ object, file = '' }, world) {
    if (!file.endsWith('.tf')) return;
    const text = textAt(object, 'text') ?? '';
    const own = declaredIn(world).get(parentFolder(file)) ?? new Map<string, readonly Declared[]>();
    for (const block of blocksOf(text)) {
      yield* twice(block, file, own);
      yield* listed(block, own);
      yield* atDestruction(block);
      if (block.type === 'terraform') yield* constraints(block, text);
    }
  },
});

interface Declared {
  readonly file: string;
  readonly line: number;
  readonly type: string | undefined;
}

/** Blocks with a name, by folder and by what they are called: `resource null_resource web`, `variable clusters`. */
function declaredIn(world: World): ReadonlyMap<string, ReadonlyMap<string, readonly Declared[]>> {
  return world.once('blocks of terraform', () => {
    const folders = new Map<string, Map<string, Declared[]>>();
    for (const { file, folder, text } of terraformFiles(world)) {
      const own = folders.get(folder) ?? new Map<string, Declared[]>();
      folders.set(folder, own);
      for (const { type, labels, line, arguments: given } of blocksOf(text))
        addTo(own, [type, ...labels].join(' '), { file, line, type: given.get('type') });
    }
    return folders;
  });
}

function* twice({ type, labels, line }: Block, file: string, own: ReadonlyMap<string, readonly Declared[]>): Iterable<Issue> {
  if (!/^(resource|data|module|variable|output)$/.test(type) || labels.length === 0 || file.endsWith('override.tf')) return;
  const all = (own.get([type, ...labels].join(' ')) ?? []).filter((each) => !each.file.endsWith('override.tf'));
  const [first] = all;
  if (first === undefined || (first.file === file && first.line === line)) return;
  yield {
    path: `line ${line}`,
    message: `there is a ${type} ${labels.join('.')} already, in ${first.file} line ${first.line}`,
    why: WHY,
    fix: 'Give one of them another name.',
  };
}

/** `for_each` over a list. */
function* listed({ type, arguments: given, line, body }: Block, own: ReadonlyMap<string, readonly Declared[]>): Iterable<Issue> {
  const over = given.get('for_each');
  if (over === undefined || !/^(resource|data|module)$/.test(type)) return;
  const name = /^var\.([\w-]+)$/.exec(over)?.[1];
  const kind = name === undefined ? undefined : own.get(`variable ${name}`)?.[0]?.type;
  if (!/^\[[^\]]*\]$/.test(over) && !/^list\b/.test(kind ?? '')) return;
  const before = body.split('\n').findIndex((each) => /^\s*for_each\s*=/.test(each));
  yield {
    path: `line ${line + Math.max(before, 0)}`,
    message: `for_each goes over ${name === undefined ? 'a list' : `var.${name}, a ${kind ?? 'list'}`}, and takes a set of texts or a map`,
    why: WHY,
    fix: `Write for_each = toset(${name === undefined ? '[…]' : over}).`,
  };
}

/** A provisioner that runs when its resource goes reads something else than the resource. */
function* atDestruction({ type, body, line }: Block): Iterable<Issue> {
  if (type !== 'resource' || !/\bwhen\s*=\s*destroy\b/.test(body)) return;
  for (const { index } of body.matchAll(/\bprovisioner\b[^{\n]*\{/g)) {
    let [depth, end] = [0, index];
    for (end = body.indexOf('{', index); end < body.length; end += 1) {
      depth += body[end] === '{' ? 1 : body[end] === '}' ? -1 : 0;
      if (depth === 0) break;
    }
    const inner = body.slice(index, end);
    const [named, scope] = /(?<![\w.])(var|local|data|module|[a-z0-9]+_[a-z_]+)\.[A-Za-z_][\w-]*/.exec(inner) ?? [];
    if (!/\bwhen\s*=\s*destroy\b/.test(inner) || named === undefined || scope === 'self') continue;
    yield {
      path: `line ${line + body.slice(0, index).split('\n').length - 1}`,
      message: `a provisioner that runs at destruction reads ${named}, and may read self, count.index and each.key only`,
      why: WHY,
      fix: 'Keep the value in triggers (or input) of the resource, and read self.triggers.NAME.',
    };
  }
}

const CONSTRAINT = /^\s*(=|!=|>=?|<=?|~>)?\s*v?\d+(\.\d+){0,2}(-[\w.]+)?(\+[\w.]+)?\s*$/;

function* constraints({ line, body }: Block, text: string): Iterable<Issue> {
  const lines = text.split('\n').slice(line - 1, line + body.split('\n').length);
  for (const [index, each] of lines.entries()) {
    const written = /\b(?:required_)?version\s*=\s*"([^"$]*)"/.exec(each.replace(/^\s*(#|\/\/).*/, ''))?.[1];
    if (written === undefined || written.split(',').every((part) => CONSTRAINT.test(part))) continue;
    yield {
      path: `line ${line + index}`,
      message: `"${written}" is no constraint of versions`,
      why: 'terraform init stops: "Invalid version constraint".',
      fix: 'Write numbers behind =, >=, <, or ~> (~> 3.2 takes 3.2 and later ones below 4).',
    };
  }
}

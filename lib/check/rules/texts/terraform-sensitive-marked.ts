import { terraformFiles } from '../../terraform/files.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import { folderOfSource, modulesOf } from '../../terraform/modules.ts';
import type { World } from '../../world.ts';

/** Attributes that their providers mark as sensitive. */
const SENSITIVE =
  /(?<![\w.])(?:random_password\.[\w-]+\.(?:result|bcrypt_hash)|tls_private_key\.[\w-]+\.private_key_\w+|random_bytes\.[\w-]+\.\w+)/;

export const terraformSensitiveMarked = defineRule({
  id: 'terraform-sensitive-marked',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'An output of Terraform that shows something sensitive is marked as sensitive.',
  source: 'https://developer.hashicorp.com/terraform/language/values/outputs#sensitive-suppressing-values-in-cli-output',
  *check({ object, file = '' }, world) {
    if (!file.endsWith('.tf')) return;
    const folder = parentFolder(file);
    const text = textAt(object, 'text') ?? '';
    // Only what is shown at the end counts: outputs of a module are handed on.
    if (!text.includes('output') || calledFolders(world).has(folder)) return;
    for (const { type, labels, body, line, arguments: given } of blocksOf(text)) {
      if (type !== 'output' || given.get('sensitive') !== undefined || /\bnonsensitive\s*\(/.test(body)) continue;
      const found = SENSITIVE.exec(body)?.[0] ?? named(body, folder, world);
      if (found === undefined) continue;
      yield {
        path: `line ${line}`,
        message: `output ${labels[0] ?? ''} shows ${found}, which is sensitive`,
        why: 'terraform plan stops with "Output refers to sensitive values": nothing of the folder can be applied.',
        fix: 'Add sensitive = true to the output, or leave it out.',
      };
    }
  },
});

/** A variable of the folder, or an output of a module, that is marked. */
function named(body: string, folder: string, world: World): string | undefined {
  const marked = markedIn(world);
  for (const [whole, scope = '', name = '', part = ''] of body.matchAll(/(?<![\w.])(var|module)\.([\w-]+)(?:\.([\w-]+))?/g)) {
    const source = modulesOf(world).get(folder)?.calls.get(name) ?? '';
    const target = scope === 'var' ? folder : folderOfSource(folder, source);
    if (target !== undefined && marked.has(scope === 'var' ? `variable ${target} ${name}` : `output ${target} ${part}`)) return whole;
  }
  return undefined;
}

/** Variables and outputs with `sensitive = true`: `variable infra password`. */
function markedIn(world: World): ReadonlySet<string> {
  return world.once('sensitive parts of terraform', () => {
    const isMarked = ({ type, arguments: given }: Block): boolean =>
      /^(?:variable|output)$/.test(type) && given.get('sensitive') === 'true';
    return new Set(
      terraformFiles(world)
        .filter(({ text }) => text.includes('sensitive'))
        .flatMap(({ folder, text }) =>
          blocksOf(text)
            .filter(isMarked)
            .map(({ type, labels }) => `${type} ${folder} ${labels[0] ?? ''}`),
        ),
    );
  });
}

/** Folders that another folder takes in as a module. */
function calledFolders(world: World): ReadonlySet<string> {
  return world.once('folders of called modules', () => {
    return new Set(
      [...modulesOf(world)].flatMap(([folder, { calls }]) => [...calls.values()].flatMap((source) => folderOfSource(folder, source) ?? [])),
    );
  });
}

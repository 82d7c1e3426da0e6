import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import type { World } from '../../world.ts';

export const terraformProvidersFit = defineRule({
  id: 'terraform-providers-fit',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: "Terraform's provider of Helm is configured in the form of its version: blocks until version 2, arguments from version 3 on.",
  source: 'https://github.com/hashicorp/terraform-provider-helm/blob/v3.0.0/docs/guides/v3-upgrade-guide.md',
  *check({ object, file = '' }, world) {
    if (!file.endsWith('.tf')) return;
    const text = textAt(object, 'text') ?? '';
    const version = text.includes('helm') ? versionIn(parentFolder(file), world) : undefined;
    if (version !== undefined) for (const block of blocksOf(text)) yield* form(block, version);
  },
});

/** First number of the version of the provider in a folder; `undefined` where several fit. */
function versionIn(folder: string, world: World): number | undefined {
  const all = world.once('versions of the provider of helm', () => {
    const found = { locked: new Map<string, number>(), asked: new Map<string, number>() };
    for (const { object, file = '' } of world.ofKind(documentKind('TextFile'))) {
      if (!/\.tf$|\.terraform\.lock\.hcl$/.test(file)) continue;
      const text = textAt(object, 'text') ?? '';
      const locked = file.endsWith('.hcl')
        ? /provider\s+"[^"]*hashicorp\/helm"\s*\{[^}]*?\bversion\s*=\s*"(\d+)\./.exec(text)?.[1]
        : undefined;
      const asked = file.endsWith('.tf') ? /\bhelm\s*=\s*\{[^}]*?\bversion\s*=\s*"(?:~>|=)?\s*(\d+)(?:\.\d+)*"/.exec(text)?.[1] : undefined;
      if (locked !== undefined) found.locked.set(parentFolder(file), Number(locked));
      if (asked !== undefined) found.asked.set(parentFolder(file), Number(asked));
    }
    return found;
  });
  return all.locked.get(folder) ?? all.asked.get(folder);
}

function* form({ type, labels, body, line }: Block, version: number): Iterable<Issue> {
  const isProvider = type === 'provider' && labels[0] === 'helm';
  if (!isProvider && !(type === 'resource' && labels[0] === 'helm_release')) return;
  const names = isProvider ? 'kubernetes' : 'set|set_sensitive|set_list';
  const block = version >= 3;
  const written = new RegExp(block ? `^[ \\t]*(${names})[ \\t]*\\{` : `^[ \\t]*(${names})[ \\t]*=[ \\t]*[[{]`, 'm').exec(body);
  if (written === null) return;
  const [, name = ''] = written;
  yield {
    path: `line ${line + body.slice(0, written.index).split('\n').length - 1}`,
    message: `${name} is written as ${block ? 'a block' : 'an argument'}, and version ${version} of the provider of Helm takes ${block ? 'an argument' : 'a block'}`,
    why: `terraform plan stops with "Unsupported ${block ? 'block type' : 'argument'}".`,
    fix: !block ? `Write ${name} { … }.` : isProvider ? 'Write kubernetes = { … }.' : `Write ${name} = [{ … }].`,
  };
}

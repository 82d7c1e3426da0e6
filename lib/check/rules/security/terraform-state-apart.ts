import { terraformFiles } from '../../terraform/files.ts';
import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';
import type { World } from '../../world.ts';

const SECRET = /(password|passwd|token|api_?key|private_?key|secret_?key)$/i;
const NO_SECRET = /_(name|id|length|path|ref|key_name|secret_name)$|^(enable|use|create)_/i;

export const terraformStateApart = defineRule({
  id: 'terraform-state-apart',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'The state of Terraform is not in Git, and no variable for a secret has one as its default.',
  source:
    'https://developer.hashicorp.com/terraform/language/manage-sensitive-data; https://developer.hashicorp.com/terraform/language/state/remote',
  *check(manifest, world) {
    const { object, file } = manifest;
    if (file?.endsWith('.tf') !== true) return;
    const [state, speaker] = [states(world)[0], terraformFiles(world)[0]?.file];
    if (state !== undefined && speaker === file) {
      yield {
        path: 'text',
        message: `${state} is in the tree`,
        why: 'The state holds every password and key of what Terraform made, in clear; and two people with a copy each overwrite the work of the other.',
        fix: 'Remove it from Git with its history, change what it held, and keep the state in a backend that locks it.',
      };
    }
    const text = textAt(object, 'text') ?? '';
    if (!text.includes('variable')) return;
    for (const { type, labels, arguments: given, line } of blocksOf(text)) {
      const name = labels[0] ?? '';
      const value = /^"([^"$]+)"$/.exec(given.get('default') ?? '')?.[1];
      if (type !== 'variable' || value === undefined || !SECRET.test(name) || NO_SECRET.test(name)) continue;
      yield {
        path: `line ${line}`,
        severity: 'warning',
        message: `variable ${name} has a secret as its default`,
        why: 'Everybody who reads the repository knows it, and whoever forgets to give another runs with it.',
        fix: 'Leave the default out, mark it sensitive = true, and give the value by TF_VAR_ or a store of secrets.',
      };
    }
  },
});

function states(world: World): readonly string[] {
  return world.everywhere.once('state files of terraform', () =>
    [...(world.everywhere.files ?? [])].filter((file) => /\.tfstate(\.backup|\.\d+\.backup)?$/.test(file)).sort(),
  );
}

import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { modulesOf } from '../../terraform/modules.ts';
import { commandsOf } from '../../texts/commands.ts';
import { plainWords } from '../../texts/script-calls.ts';

export const terraformOutputDeclared = defineRule({
  id: 'terraform-output-declared',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('Guide')],
  asks: 'An output that a script asks of Terraform is declared by the Terraform of the tree.',
  source: 'https://developer.hashicorp.com/terraform/cli/commands/output',
  *check(manifest, world) {
    const known = world.once('outputs of terraform', () => new Set([...modulesOf(world).values()].flatMap(({ outputs }) => [...outputs])));
    if (known.size === 0) return;
    const said = new Set<string>();
    for (const { path, command } of commandsOf(manifest, world)) {
      for (const call of [
        command.words.map(({ text }) => text).join(' '),
        ...substituted(command.words.map(({ raw }) => raw).concat(command.assignments)),
      ]) {
        const [, words = ''] = /^(?:terraform|tofu)\s+(?:-chdir=\S+\s+)?output\s+(.*)$/.exec(call) ?? [];
        const [name = ''] = plainWords({ ...command, words: `output ${words}`.split(/\s+/).map((text) => ({ raw: text, text })) }, [
          '-state',
        ]);
        if (!/^[A-Za-z_][\w-]*$/.test(name) || known.has(name) || said.has(name)) continue;
        said.add(name);
        const near = nearName(name, known);
        yield {
          path,
          message: `line ${command.line}: Terraform has no output "${name}"; it has ${[...known].sort().slice(0, 8).join(', ')}`,
          why: 'The command ends with "Output not found", and what should have been filled with it stays empty.',
          fix: near === undefined ? 'Declare the output, or name one that there is.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** Calls within $( ) of words and assignments. */
function substituted(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => [...text.matchAll(/\$\(\s*((?:terraform|tofu)\s[^()|]*)/g)].map(([, call = '']) => call.trim()));
}

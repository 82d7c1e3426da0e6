import { unquoted } from '../../hosts/command-values.ts';
import { fields, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { installersIn } from '../../texts/helm-parameters.ts';
import type { Command } from '../../texts/shell.ts';

const COMMANDS = COMMAND_KINDS.filter((kind) => kind.startsWith('slipway.dev/'));

export const helmValueDots = defineRule({
  id: 'helm-value-dots',
  severity: 'error',
  kinds: [...COMMANDS, 'argoproj.io/v1alpha1/Application'],
  asks: 'In the name of a value that helm, Terraform or an Application sets, the dots of a label are escaped.',
  source: 'https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (object.kind === 'Application') {
      for (const { path, helm } of installersIn(object)) {
        for (const [index, each] of itemsAt(helm, 'parameters').entries())
          yield* fault(textAt(fields(each), 'name') ?? '', `${path}.parameters[${index}].name`, '');
      }
      return;
    }
    if (file.endsWith('.tf')) {
      yield* ofTerraform(textAt(object, 'text') ?? '');
      return;
    }
    for (const { command, path } of commandsOf(manifest, world)) {
      if (command.name !== 'helm') continue;
      for (const name of setBy(command)) yield* fault(name, path, `line ${command.line}: `);
    }
  },
});

/** `kubernetes.io/os` below other keys, its dots as they are. */
function* fault(name: string, path: string, place: string): Iterable<Issue> {
  const [, label = ''] = /(?<!\\)\.((?:[\w-]+\\?\.)*[\w-]+(?<!\\)\.(?:io|com|org|net|dev|sh|k8s|cloud|local)\/[\w.-]+)/.exec(name) ?? [];
  if (label === '') return;
  const last = /[\w-]+\.[a-z0-9]+\/[\w.-]+$/.exec(label)?.[0] ?? label;
  yield {
    path,
    message: `${place}${name} is read as one key for each dot`,
    why: 'Helm makes maps of the parts: the label or annotation is called otherwise, or the API server refuses the object.',
    fix: `Put a backslash before each dot of the label: ${last.replaceAll('.', '\\.')}.`,
  };
}

/** `set { name = "…" }` and `set = [{ name = "…" }]` of releases; in a text of Terraform two backslashes are one. */
function* ofTerraform(text: string): Iterable<Issue> {
  if (!text.includes('helm_release')) return;
  for (const { 1: name = '', index } of text.matchAll(/^[^#\n]*\bname\s*=\s*"((?:[^"\\]|\\.)*\/[^"]*)"/gm)) {
    if (/[$:]/.test(name)) continue;
    yield* fault(name.replaceAll('\\\\', '\\'), `line ${text.slice(0, index).split('\n').length}`, '');
  }
}

/** Names behind `--set`, as the shell hands them over. */
function setBy({ words }: Command): readonly string[] {
  return words.flatMap(({ raw }, index) => {
    const joined = /^--set(?:-string|-file|-json)?=(.*)$/s.exec(raw)?.[1];
    const written = joined ?? (/^--set(?:-string|-file|-json)?$/.test(words[index - 1]?.raw ?? '') ? raw : undefined);
    if (written?.includes('/') !== true) return [];
    return unquoted(written)
      .split(/(?<!\\),/)
      .map((each) => each.split('=')[0] ?? '');
  });
}

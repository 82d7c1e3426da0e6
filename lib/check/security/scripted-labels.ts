import { documentKind } from '../document.ts';
import { commandsOf } from '../texts/commands.ts';
import { plainWords } from '../texts/script-calls.ts';
import type { Command } from '../texts/shell.ts';
import type { World } from '../world.ts';

/** Labels that a command puts on namespaces: `kubectl label namespace blog a=b`. */
export function labelsNamespaces(
  command: Command,
): { readonly names: readonly string[]; readonly labels: Readonly<Record<string, string>> } | undefined {
  if (command.name !== 'kubectl') return undefined;
  const [verb, kind = '', ...rest] = plainWords(command, [
    '-n',
    '--namespace',
    '--context',
    '--kubeconfig',
    '-l',
    '--selector',
    '-o',
    '--output',
  ]);
  if (verb !== 'label' || !/^(ns|namespaces?)(\/|$)/.test(kind)) return undefined;
  const names = [kind.split('/')[1] ?? '', ...rest.filter((word) => !/[=]|-$/.test(word))].filter(
    (name) => name !== '' && !/[$`]/.test(name),
  );
  const labels = rest.flatMap((word) =>
    /^[^=]+=/.test(word) ? [[word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const] : [],
  );
  return { names, labels: Object.fromEntries(labels) };
}

/** Labels that scripts of this world put on a namespace. */
export function scriptedLabels(world: World, namespace: string): Readonly<Record<string, string>> | undefined {
  return world
    .once('labels that scripts put on namespaces', () => {
      const found = new Map<string, Readonly<Record<string, string>>>();
      for (const manifest of world.ofKind(documentKind('Script')))
        for (const { command } of commandsOf(manifest, world)) {
          const { names, labels } = labelsNamespaces(command) ?? { names: [], labels: {} };
          for (const name of names) found.set(name, { ...found.get(name), ...labels });
        }
      return found;
    })
    .get(namespace);
}

import { documentKind } from '../document.ts';
import type { World } from '../world.ts';
import { everywhere } from '../clusters/where.ts';
import { commandsOf } from './commands.ts';
import { optionValues } from './script-calls.ts';
import type { Command } from './shell.ts';

/** Options by which programs are told into which cluster. */
const OPTIONS = ['--context', '--kube-context', '--destination-context', '--source-context'];

/** Names of contexts that a command asks for; what the shell fills in is none. */
export function contextsAsked(command: Command): readonly string[] {
  const words = command.words.map(({ text }) => text);
  const chosen = command.name === 'kubectl' && words[1] === 'config' && words[2] === 'use-context' ? [words[3] ?? ''] : [];
  const asked = /^(kubectl|helm|cilium|istioctl|argocd|velero|flux|hubble|linkerd)$/.test(command.name)
    ? optionValues(command, ...OPTIONS)
    : [];
  return [...chosen, ...asked].filter((name) => name !== '' && !/[$`]/.test(name));
}

/** Contexts that scripts of the tree make or rename; `undefined` where some are named by a variable. */
export function contextsMade(world: World): ReadonlySet<string> | undefined {
  return world.everywhere.once('contexts that scripts make', () => {
    const made = new Set<string>();
    for (const { manifest, world: own } of everywhere(world, documentKind('Script'), documentKind('Guide'))) {
      for (const { command } of commandsOf(manifest, own)) {
        for (const name of makes(command)) {
          if (/[$`]/.test(name)) return undefined;
          made.add(name);
        }
      }
    }
    return made;
  });
}

function makes(command: Command): readonly string[] {
  const words = command.words.map(({ text }) => text);
  const verb = command.name === 'kubectl' && words[1] === 'config' ? words[2] : undefined;
  if (verb === 'rename-context') return words.slice(4, 5);
  if (verb === 'set-context' && !words.includes('--current')) return words.slice(3, 4);
  if (command.name === 'kind' && words[1] === 'create') return [`kind-${optionValues(command, '--name', '-n')[0] ?? 'kind'}`];
  if (command.name === 'k3d' && words[1] === 'cluster' && words[2] === 'create') return [`k3d-${words[3] ?? ''}`];
  // Others write into the same file: what they call their contexts does not show.
  if (/^(minikube|aws|gcloud|az|doctl|k3sup|eksctl|vcluster|talosctl|microk8s)$/.test(command.name)) return ['$'];
  return [];
}

import { everywhere } from '../clusters/where.ts';
import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { commandsOf } from './commands.ts';
import { optionValues, plainWords } from './script-calls.ts';
import type { Command } from './shell.ts';

/** Options of helm that take a word. */
export const HELM_VALUED =
  '-n --namespace -f --values --set --set-string --set-file --set-json --timeout --repo --version --kube-context --kubeconfig --description --post-renderer --history-max --username --password --ca-file -o --output'.split(
    ' ',
  );

/** A call of helm, in words. */
export interface HelmCall {
  /** `install`, `upgrade`, `uninstall` … */
  readonly verb: string;
  /** Words behind the verb that are no options: release and chart, or the parts of `repo add`. */
  readonly words: readonly string[];
  /** `undefined` for the namespace of whoever calls. */
  readonly namespace: string | undefined;
}

export function helmCall(command: Command): HelmCall | undefined {
  if (command.name !== 'helm') return undefined;
  const [verb = '', ...words] = plainWords(command, HELM_VALUED);
  return { verb, words, namespace: optionValues(command, '-n', '--namespace')[0] };
}

/** What the scripts of the tree ask of helm and kubectl together. */
export interface ScriptedHelm {
  /** Repositories of charts by the name that a script gives them. */
  readonly repositories: ReadonlyMap<string, string>;
  /** `namespace/name` of releases that scripts install, the namespace empty where none is stated. */
  readonly releases: ReadonlySet<string>;
  /** Namespaces that some script makes. */
  readonly namespaces: ReadonlySet<string>;
  /** Some name is worked out by the shell: more may be there than is listed. */
  readonly open: { readonly repositories: boolean; readonly releases: boolean; readonly namespaces: boolean };
}

const KINDS = ['Script', 'Guide', 'TextFile'] as const;

export function scriptedHelm(world: World): ScriptedHelm {
  return world.everywhere.once('helm in scripts', () => {
    const [repositories, releases, namespaces] = [new Map<string, string>(), new Set<string>(), new Set<string>()];
    const open = { repositories: false, releases: false, namespaces: false };
    for (const { manifest, world: own } of everywhere(world, ...KINDS.map(documentKind))) {
      for (const { command } of commandsOf(manifest, own)) {
        const call = helmCall(command);
        if (call !== undefined) {
          const [first = '', second = ''] = call.words;
          if (call.verb === 'repo' && first === 'add') {
            if (second.includes('$')) open.repositories = true;
            else repositories.set(second, call.words[2] ?? '');
          }
          if (call.verb === 'install' || call.verb === 'upgrade') {
            if (first.includes('$') || call.namespace?.includes('$') === true) open.releases = true;
            releases.add(`${call.namespace ?? ''}/${first}`);
            if (call.namespace !== undefined && command.words.some(({ text }) => text === '--create-namespace'))
              namespaces.add(call.namespace);
          }
        } else if (command.name === 'kubectl') {
          const [verb, kind = '', ...names] = plainWords(command, ['-n', '--namespace', '-o', '--output', '--context', '--kubeconfig']);
          if (verb !== 'create' || !/^(ns|namespaces?)$/.test(kind)) continue;
          for (const name of names) {
            if (name.includes('$')) open.namespaces = true;
            namespaces.add(name);
          }
        } else if (/^(helmfile|helmsman|terraform|istioctl|cilium|argocd|flux)$/.test(command.name)) {
          open.releases = true;
        }
      }
      // A namespace may stand in a text that is handed to kubectl.
      for (const [, name = ''] of (textAt(manifest.object, 'text') ?? '').matchAll(
        /kind:\s*Namespace\s+metadata:\s+(?:labels:[\s\S]{0,300}?)?name:\s*["']?([\w-]+)/g,
      )) {
        namespaces.add(name);
      }
    }
    return { repositories, releases, namespaces, open };
  });
}

/** Path of the line of a script that sets a value of a release (`--set a.b=c`), or else of the one that names the release. */
export function lineOfSet({ object }: WorldObject, release: string, path: string): string {
  const lines = (textAt(object, 'text') ?? '').split('\n');
  const named = lines.findIndex((line) => /\bhelm\b.*\b(?:install|upgrade)\b/.test(line) && line.split(/\s+/).includes(release));
  const set = path === '' ? -1 : lines.findIndex((line, index) => index >= named && line.includes(`${path}=`));
  return `line ${Math.max(set === -1 ? named : set, 0) + 1}`;
}

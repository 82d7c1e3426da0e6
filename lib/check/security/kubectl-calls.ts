import type { Container, PodTemplate } from '../pods.ts';
import { itemsAt, someString, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { commandsOf } from '../texts/commands.ts';
import { plainWords } from '../texts/script-calls.ts';
import type { Command } from '../texts/shell.ts';
import type { World } from '../world.ts';

/** The verb of the first call of kubectl with which pods ask the API server as their account; none where they bring a login of their own. */
export function kubectlVerb(manifest: WorldObject, pod: PodTemplate, world: World): string | undefined {
  const verb =
    pod.containers.flatMap((each) => verbOf(each) ?? [])[0] ??
    commandsOf(manifest, world).flatMap(({ command }) => (command.name === 'kubectl' ? (plainWords(command, VALUED)[0] ?? []) : []))[0];
  return verb === undefined || /^(version|config|kustomize|completion)$|\$/.test(verb) || hasKubeconfig(pod) ? undefined : verb;
}

const VALUED = ['-n', '--namespace', '--context'];

/** All calls of kubectl with which pods ask the API server as their account. */
export function kubectlCalls(manifest: WorldObject, pod: PodTemplate, world: World): readonly Command[] {
  if (hasKubeconfig(pod)) return [];
  const scripted = commandsOf(manifest, world).flatMap(({ command }) => (command.name === 'kubectl' ? [command] : []));
  return [...pod.containers.flatMap((each) => callOf(each) ?? []), ...scripted];
}

function verbOf(container: Container): string | undefined {
  const { fields, image = '' } = container;
  // It asks for pods and jobs over and over.
  if (itemsAt(fields, 'command').length === 0 && /(^|\/)k8s-wait-for(:|@|$)/.test(image)) return 'get';
  const call = callOf(container);
  return call === undefined ? undefined : plainWords(call, VALUED)[0];
}

function callOf({ fields, image = '' }: Container): Command | undefined {
  const written = ['command', 'args'].flatMap((list) => itemsAt(fields, list).flatMap((word) => text(word) ?? []));
  const own = itemsAt(fields, 'command').length === 0;
  const words = own && /(^|\/)kubectl(:|@|$)/.test(image) ? ['kubectl', ...written] : written;
  if (!/(^|\/)kubectl$/.test(words[0] ?? '')) return undefined;
  return {
    words: words.map((word) => ({ raw: word, text: word })),
    assignments: [],
    name: 'kubectl',
    next: '\n',
    before: '',
    tested: false,
    line: 1,
  };
}

/** It brings a login of its own. */
function hasKubeconfig(pod: PodTemplate): boolean {
  return someString(pod.spec, (each) => /kubeconfig|KUBECONFIG|\.kube\b|--token|--server/.test(each));
}

import type { Container, PodTemplate } from '../pods.ts';
import { itemsAt, someString, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { commandsOf } from '../texts/commands.ts';
import { plainWords } from '../texts/script-calls.ts';
import type { World } from '../world.ts';

/** The verb of the first call of kubectl with which pods ask the API server as their account; none where they bring a login of their own. */
export function kubectlVerb(manifest: WorldObject, pod: PodTemplate, world: World): string | undefined {
  const verb =
    pod.containers.flatMap((each) => verbOf(each) ?? [])[0] ??
    commandsOf(manifest, world).flatMap(({ command }) => (command.name === 'kubectl' ? (plainWords(command, VALUED)[0] ?? []) : []))[0];
  return verb === undefined || /^(version|config|kustomize|completion)$|\$/.test(verb) || hasKubeconfig(pod) ? undefined : verb;
}

const VALUED = ['-n', '--namespace', '--context'];

function verbOf({ fields, image = '' }: Container): string | undefined {
  const written = ['command', 'args'].flatMap((list) => itemsAt(fields, list).flatMap((word) => text(word) ?? []));
  const own = itemsAt(fields, 'command').length === 0;
  // It asks for pods and jobs over and over.
  if (own && /(^|\/)k8s-wait-for(:|@|$)/.test(image)) return 'get';
  const words = own && /(^|\/)kubectl(:|@|$)/.test(image) ? ['kubectl', ...written] : written;
  if (!/(^|\/)kubectl$/.test(words[0] ?? '')) return undefined;
  return plainWords(
    {
      words: words.map((word) => ({ raw: word, text: word })),
      assignments: [],
      name: 'kubectl',
      next: '\n',
      before: '',
      tested: false,
      line: 1,
    },
    VALUED,
  )[0];
}

/** It brings a login of its own. */
function hasKubeconfig(pod: PodTemplate): boolean {
  return someString(pod.spec, (each) => /kubeconfig|KUBECONFIG|\.kube\b|--token|--server/.test(each));
}

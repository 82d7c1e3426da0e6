import { mountedMaps } from '../mounted-maps.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { fields, itemsAt, text, textAt, type Fields } from '../read.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';

/** A container that runs a Cloudflare tunnel. */
export interface Tunnel {
  readonly container: Container;
  readonly words: readonly string[];
  /** Its file, where that is in the tree; `undefined` where it reads one that is not, `{}` where it reads none. */
  readonly config: Fields | undefined;
}

export function tunnelsOf(pod: PodTemplate, world: World): readonly Tunnel[] {
  return pod.containers.flatMap((container): readonly Tunnel[] => {
    if (container.init || !(container.image ?? '').includes('cloudflared')) return [];
    const words = ['command', 'args'].flatMap((key) => itemsAt(container.fields, key).map((each) => text(each) ?? ''));
    // A shell may do anything.
    if (!words.includes('tunnel') || words.some((each) => /(?:^|\/)(?:ba)?sh$/.test(each))) return [];
    return [{ container, words, config: configOf(pod, container, words, world) }];
  });
}

function configOf(pod: PodTemplate, container: Container, words: readonly string[], world: World): Fields | undefined {
  const texts = mountedMaps(pod, container, world).flatMap(({ data }) => Object.values(data));
  const written = texts.find((each) => /^(?:tunnel|ingress|credentials-file|metrics):/m.test(each));
  if (written !== undefined) return fields(yamlIn(written));
  const mounts = itemsAt(container.fields, 'volumeMounts').map((each) => textAt(each, 'mountPath') ?? '');
  const elsewhere = mounts.some((each) => each.includes('cloudflared'));
  return elsewhere || words.some((each) => /^--?config(?:=|$)/.test(each)) || setting(container, 'TUNNEL_CONFIG') ? undefined : {};
}

/** Whether an environment variable is set, or may be. */
function setting(container: Container, name: string): boolean {
  return itemsAt(container.fields, 'envFrom').length > 0 || itemsAt(container.fields, 'env').some((each) => textAt(each, 'name') === name);
}

/** What stands behind a flag, or the environment variable for it; `undefined` as well where only the cluster knows it. */
export function flagOf({ container, words }: Tunnel, flag: string, variable: string): { readonly value: string | undefined } | undefined {
  const index = words.findIndex((each) => new RegExp(`^--?${flag}(?:=|$)`).test(each));
  const word = words[index];
  if (word !== undefined) return { value: word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[index + 1] };
  if (!setting(container, variable)) return undefined;
  const own = itemsAt(container.fields, 'env').find((each) => textAt(each, 'name') === variable);
  return { value: textAt(own, 'value') };
}

import { items, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { shapesOfKind } from './shapes.ts';

const COMPARED = /\bcontainer\.image\.repository\s*(?:(?:==?|!=)\s*"?([\w./:-]+)"?|in\s*\(([^()]*)\))/g;

/**
 * Images by names without a registry, which containerd and CRI-O never tell: theirs begin with `docker.io/`. Falco's own rules name both.
 * @see https://github.com/falcosecurity/rules/blob/main/rules/falco_rules.yaml (falco_privileged_images)
 */
export function* imageFaults(condition: string, name: string, world: World, said: Set<string>): Iterable<Omit<Issue, 'path'>> {
  for (const [, single, listed = ''] of condition.matchAll(COMPARED)) {
    const written = single === undefined ? listed.split(',').map((each) => each.trim().replace(/^"|"$/g, '')) : [single];
    const values = written.flatMap((each) => listItems(world).get(each) ?? [each]);
    const bare = values.filter(
      (each) => isBare(each) && !values.some((other) => other.startsWith('docker.io/') && other.endsWith(`/${each}`)),
    );
    const fresh = bare.filter((each) => !said.has(`image ${each}`));
    for (const each of fresh) said.add(`image ${each}`);
    const [first] = fresh;
    if (first === undefined) continue;
    yield {
      severity: 'warning',
      message: `"${name}" compares container.image.repository with ${fresh.slice(0, 4).join(', ')}, without a registry`,
      why: 'containerd and CRI-O tell the whole name, docker.io included: the comparison holds for no container, so exceptions spare nobody and rules about an image never speak.',
      fix: `Name it with its registry, too: docker.io/${first.includes('/') ? first : `library/${first}`}.`,
    };
  }
}

/** `falcosecurity/falco`, but not `ghcr.io/acme/web` or the name of a list of Falco. */
function isBare(value: string): boolean {
  const [first = '', ...rest] = value.split('/');
  if (!/^[a-z0-9][\w./-]*$/.test(value) || value.includes('_')) return false;
  return rest.length > 0 ? !/[.:]/.test(first) && first !== 'localhost' : false;
}

/** What lists of the tree hold, by their name. */
function listItems(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('items of lists of falco', () => {
    const lists = shapesOfKind(world, 'falco').flatMap(({ content }) => items(content));
    return new Map(
      lists.flatMap((each) => {
        const name = textAt(each, 'list');
        return name === undefined ? [] : [[name, items((each as { items?: unknown }).items).flatMap((item) => text(item) ?? [])] as const];
      }),
    );
  });
}

import { load } from 'js-yaml';
import { documentKind } from '../document.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { World } from '../world.ts';

/** Namespaces that the API server's admission configuration exempts from pod security, wherever the tree writes that down. */
export function exemptNamespaces(world: World): ReadonlySet<string> {
  return world.once('exempt namespaces', () => {
    const found = new Set<string>();
    for (const { object } of world.ofKind('apiserver.config.k8s.io/v1/AdmissionConfiguration')) add(found, object);
    for (const { object } of world.ofKind(documentKind('Config'))) add(found, object['content']);
    const contents = [
      ...(['Script', 'TextFile'] as const)
        .flatMap((kind) => world.ofKind(documentKind(kind)))
        .map(({ object }) => textAt(object, 'text') ?? ''),
      ...world.ofKind('v1/ConfigMap').flatMap(({ object }) => Object.values(textsAt(object, 'data'))),
    ];
    for (const content of contents) for (const part of written(content)) add(found, part);
    return found;
  });
}

function add(found: Set<string>, configuration: unknown): void {
  for (const plugin of itemsAt(configuration, 'plugins')) {
    if (textAt(plugin, 'name') !== 'PodSecurity') continue;
    for (const namespace of itemsAt(plugin, 'configuration.exemptions.namespaces')) found.add(text(namespace) ?? '');
  }
}

/** The configuration as a file, or between the marks of a script's here-document. */
function* written(content: string): Iterable<unknown> {
  if (!content.includes('AdmissionConfiguration') || !content.includes('PodSecurity')) return;
  const parts = [content, ...[...content.matchAll(/<<-?\s*["']?(\w+)["']?[^\n]*\n([\s\S]*?)\n\s*\1\b/g)].map((found) => found[2] ?? '')];
  for (const part of parts) {
    try {
      yield load(part);
    } catch {
      // What is no YAML is no configuration.
    }
  }
}

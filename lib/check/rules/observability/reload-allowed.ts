import { documentKind } from '../../document.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const TEXTS = (['Script', 'Guide'] as const).map(documentKind);

export const reloadAllowed = defineRule({
  id: 'reload-allowed',
  severity: 'error',
  kinds: [...TEXTS, ...POD_KINDS],
  asks: 'Whoever tells Prometheus to read its settings again (/-/reload) finds that it lets itself be told.',
  source: 'https://prometheus.io/docs/prometheus/latest/management_api/#reload',
  *check(manifest, world) {
    if (manifest.object.apiVersion.startsWith('slipway.dev/')) {
      const lines = (textAt(manifest.object, 'text') ?? '').split('\n');
      const index = lines.findIndex(
        (line) => /\bcurl\b|\bwget\b|\bhttp\b/.test(line) && /(?:prometheus|:9090|:30090)[^\s]*\/-\/reload/.test(line),
      );
      const closed = index === -1 ? undefined : closedPrometheus(world);
      if (closed !== undefined) yield issue(`line ${index + 1}`, `it calls /-/reload, and ${closed} starts without --web.enable-lifecycle`);
      return;
    }
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    const server = pod.containers.find((each) => programOf(each) === 'prometheus');
    if (server === undefined || opens(wordsOf(server).map(({ value }) => value))) return;
    for (const each of pod.containers) {
      const word = wordsOf(each).find(({ value }) => /:9090[^\s]*\/-\/reload/.test(value));
      if (word !== undefined)
        yield issue(word.path, `container "${each.name}" calls /-/reload, and "${server.name}" starts without --web.enable-lifecycle`);
    }
  },
});

function issue(path: string, message: string) {
  return {
    path,
    message,
    why: 'Prometheus answers 403 "Lifecycle API is not enabled": the new rules wait for the next restart, and whoever changed them believes that they hold.',
    fix: 'Add --web.enable-lifecycle to the arguments of Prometheus.',
  };
}

function opens(words: readonly string[]): boolean {
  return words.some((word) => /^--web\.enable-lifecycle(?:=true)?$/.test(word));
}

/** The Prometheus of the tree, where it is the only one and lets nobody tell it. */
function closedPrometheus(world: World): string | undefined {
  return world.once('closed prometheus', () => {
    const all = world
      .podTemplates()
      .flatMap((pod) => pod.containers.filter((each) => programOf(each) === 'prometheus').map((container) => ({ pod, container })));
    const [only] = all;
    if (only === undefined || all.length > 1 || only.pod.provided || opens(wordsOf(only.container).map(({ value }) => value)))
      return undefined;
    return `${only.pod.owner.object.kind} ${only.pod.owner.object.metadata.name}`;
  });
}

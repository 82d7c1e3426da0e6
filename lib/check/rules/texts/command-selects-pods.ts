import { chartsFill } from '../../hosts/chart-services.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { scriptedHelm } from '../../texts/helm-calls.ts';
import { optionValues } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const commandSelectsPods = defineRule({
  id: 'command-selects-pods',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'The labels by which commands look for pods are labels that pods of that namespace carry.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, command } of commandsOf(manifest, world)) {
      const asked = selectorOf(command);
      if (asked === undefined || said.has(`${asked.namespace} ${asked.written}`)) continue;
      const pods = world.podsIn(asked.namespace);
      const moved = pods.length > 0 ? undefined : movedTo(asked, world);
      if (moved !== undefined) {
        said.add(`${asked.namespace} ${asked.written}`);
        yield {
          path,
          message: `line ${command.line}: it looks for ${asked.written} in "${asked.namespace}", and ${moved.release} is installed into "${moved.namespace}"`,
          why: 'kubectl finds nothing: a wait fails or ends at once, and a log or a copy is empty.',
          fix: `Write -n ${moved.namespace}.`,
        };
        continue;
      }
      // What a chart or an operator puts there, no manifest shows.
      if (pods.length === 0 || isOpaque(world, asked.namespace) || chartsFill(world, asked.namespace) || isOperated(world, asked.namespace))
        continue;
      if (pods.some((pod) => matchesSelector({ matchLabels: asked.labels }, pod.labels))) continue;
      said.add(`${asked.namespace} ${asked.written}`);
      const values = Object.entries(asked.labels).flatMap(([key, value]) => {
        const near = nearName(
          value,
          pods.flatMap((pod) => pod.labels[key] ?? []),
        );
        return near === undefined ? [] : [`${key}=${near}`];
      });
      yield {
        path,
        message: `line ${command.line}: no pod in "${asked.namespace}" has the labels ${asked.written}`,
        why: 'kubectl finds nothing: a wait fails or ends at once, and a log or a copy is empty.',
        fix: values[0] === undefined ? 'Copy the labels of the pod template.' : `Did you mean "${values[0]}"?`,
      };
    }
  },
});

/** The release that the label names, where it is installed elsewhere and nothing of the tree is in the namespace that is asked. */
function movedTo({ namespace, labels }: Asked, world: World): { readonly release: string; readonly namespace: string } | undefined {
  const releases = releasesOf(world);
  const name = labels['app.kubernetes.io/instance'] ?? labels['release'] ?? labels['app.kubernetes.io/name'];
  if (name === undefined || releases.some((each) => each.namespace === namespace) || scriptedHelm(world).namespaces.has(namespace))
    return undefined;
  if (madeNamespaces(world).has(namespace) || isOpaque(world, namespace)) return undefined;
  const found = releases.filter((each) => each.name === name || each.chart === name);
  return found.length === 1 && found[0] !== undefined ? { release: found[0].name, namespace: found[0].namespace } : undefined;
}

interface Asked {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly written: string;
}

/** `kubectl get pods -n shop -l app=web`: a selector of equal signs only, and a namespace that is stated. */
function selectorOf(command: Command): Asked | undefined {
  if (command.name !== 'kubectl' || command.tested || command.next === '||') return undefined;
  const [namespace] = optionValues(command, '-n', '--namespace');
  const [written] = optionValues(command, '-l', '--selector');
  const words = command.words.map(({ text }) => text);
  const ofPods = words.includes('logs') || words.some((word) => /^(po|pods?)(\/|$)/.test(word));
  if (namespace === undefined || written === undefined || !ofPods || words.includes('delete')) return undefined;
  const pairs = written.split(',').map((each) => /^([\w./-]+)==?([\w.-]+)$/.exec(each.trim()));
  if (!/^[a-z0-9-]+$/.test(namespace) || pairs.some((each) => each === null)) return undefined;
  return { namespace, written, labels: Object.fromEntries(pairs.map((each) => [each?.[1] ?? '', each?.[2] ?? ''])) };
}

/** Some object there is of an operator that makes pods of its own. */
function isOperated(world: World, namespace: string): boolean {
  const found = world.once('namespaces with objects of operators', () => {
    const own =
      /^(v1|apps|batch|autoscaling|policy|argoproj\.io|slipway\.dev|[\w.]+\.k8s\.io|[\w.]+\.istio\.io|monitoring\.coreos\.com|external-secrets\.io|bitnami\.com|cilium\.io|keda\.sh|cert-manager\.io)(\/|$)/;
    return new Set(world.objects.flatMap(({ object }) => (own.test(object.apiVersion) ? [] : (object.metadata.namespace ?? ''))));
  });
  return found.has(namespace);
}

import { addTo } from '../../../values/multimap.ts';
import { CHART_DEFINITIONS } from '../../delivery/definitions.ts';
import { documentKind } from '../../document.ts';
import { at } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { helmCall } from '../../texts/helm-calls.ts';
import { optionValues } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

/** Charts of Istio that need another one: the definitions, and the control plane that makes their pods. */
const AFTER: Readonly<Record<string, string>> = { istiod: 'base', gateway: 'istiod', ztunnel: 'istiod' };

export const scriptOrder = defineRule({
  id: 'script-order',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'A script installs definitions before the objects that need them, and a control plane before what it serves.',
  source:
    'https://helm.sh/docs/chart_best_practices/custom_resource_definitions/; https://istio.io/latest/docs/setup/install/helm/; seed 004, L7',
  *check(manifest, world) {
    const commands = commandsOf(manifest, world);
    const steps = commands.map(({ command }) => stepOf(command, world));
    for (const [index, step] of steps.entries()) {
      const found = commands[index];
      if (step === undefined || found === undefined) continue;
      for (const need of step.needs) {
        const later = steps.findIndex((each, place) => place > index && each?.brings.has(need) === true);
        if (later === -1 || steps.slice(0, index + 1).some((each) => each?.brings.has(need) === true)) continue;
        const [, what = 'definitions', name = need] = /^(chart|namespace) (.+)$/.exec(need) ?? [];
        yield {
          path: found.path,
          message: `line ${found.command.line}: ${step.name} needs ${{ chart: 'chart', namespace: 'what is in namespace' }[what] ?? 'the definitions of'} ${name}, which line ${commands[later]?.command.line ?? 0} installs`,
          why: WHY[what] ?? '',
          fix: 'Move it behind that line, and wait there until it is ready.',
        };
        break;
      }
    }
  },
});

const WHY: Readonly<Record<string, string>> = {
  chart: 'On a new cluster it comes up without what it needs: its pods crash or are never completed.',
  definitions:
    'On a new cluster the API server knows no such kind ("no matches for kind"): the script stops there. On an old one nobody notices.',
  namespace: 'On a new cluster there is nothing yet: the command ends with "not found", and the script with it.',
};

interface Step {
  readonly name: string;
  /** API groups, `chart NAME`, and `namespace NAME` for what is in it. */
  readonly needs: ReadonlySet<string>;
  readonly brings: ReadonlySet<string>;
}

function stepOf(command: Command, world: World): Step | undefined {
  const call = helmCall(command);
  if (call !== undefined && (call.verb === 'install' || call.verb === 'upgrade')) {
    const written = call.words[1] ?? '';
    const chart = written.split('/').at(-1) ?? '';
    const isIstio = /(^|\/)istio\//.test(written);
    const needs = new Set(isIstio && AFTER[chart] !== undefined ? [`chart ${AFTER[chart]}`] : []);
    const groups = chart === 'base' && !isIstio ? [] : (CHART_DEFINITIONS[chart] ?? []);
    return {
      name: `helm ${call.verb} ${call.words[0] ?? ''}`,
      needs,
      brings: new Set([
        ...groups,
        ...(isIstio ? [`chart ${chart}`] : []),
        ...(call.namespace === undefined ? [] : [`namespace ${call.namespace}`]),
      ]),
    };
  }
  const waits = command.name === 'kubectl' && !command.tested && command.next !== '||' ? waitsFor(command) : undefined;
  if (waits !== undefined) return { name: `kubectl ${waits.verb}`, needs: new Set([`namespace ${waits.namespace}`]), brings: new Set() };
  const isApplied = command.name === 'kubectl' && command.words.some(({ text }) => text === 'apply' || text === 'create');
  if (!isApplied || command.tested || command.next === '||') return undefined;
  const files = optionValues(command, '-f', '--filename');
  const objects = files.flatMap((file) => objectsOf(file, world));
  const [place] = optionValues(command, '-n', '--namespace');
  const placed = [...(place === undefined ? [] : [place]), ...objects.flatMap(({ object }) => object.metadata.namespace ?? [])].map(
    (each) => `namespace ${each}`,
  );
  const brings = [
    ...placed,
    ...objects.flatMap(({ object }) => (object.kind === 'CustomResourceDefinition' ? [String(at(object, 'spec.group'))] : [])),
  ];
  return {
    name: `kubectl apply ${files.join(' ')}`,
    needs: new Set(objects.map(({ object }) => object.apiVersion.split('/')[0] ?? '')),
    brings: new Set(brings),
  };
}

/** `kubectl -n NAMESPACE wait …`: what fails where nothing is there yet. */
function waitsFor(command: Command): { readonly verb: string; readonly namespace: string } | undefined {
  const verb = command.words.map(({ text }) => text).find((word) => /^(wait|rollout|exec)$/.test(word));
  const [namespace] = optionValues(command, '-n', '--namespace');
  return verb === undefined || namespace === undefined || !/^[a-z0-9-]+$/.test(namespace) || /^(kube-|default$)/.test(namespace)
    ? undefined
    : { verb, namespace };
}

/** What stands in a file that a script names from somewhere: `$DIR/pool.yaml`, `../pool.yaml`. */
function objectsOf(written: string, world: World): readonly WorldObject[] {
  const tail = written.replace(/^.*[$}"]+\/?|^(?:\.\.?\/)+/, '');
  if (tail === '' || written.includes('://') || !/\.(ya?ml|json)$/.test(tail)) return [];
  const byName = world.once('objects by name of their file', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.objects) if (each.file !== undefined) addTo(map, each.file.slice(each.file.lastIndexOf('/') + 1), each);
    return map;
  });
  return (byName.get(tail.slice(tail.lastIndexOf('/') + 1)) ?? []).filter(({ file = '' }) => `/${file}`.endsWith(`/${tail}`));
}

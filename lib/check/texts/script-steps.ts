import { addTo } from '../../values/multimap.ts';
import { CHART_DEFINITIONS } from '../delivery/definitions.ts';
import { at } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { helmCall, type HelmCall } from './helm-calls.ts';
import { optionValues } from './script-calls.ts';
import type { Command } from './shell.ts';

/** A command of a script that needs what others bring to the cluster, or brings it. */
export interface ScriptStep {
  /** `helm install web` */
  readonly name: string;
  /** API groups, `chart NAME`, and `namespace NAME` for what is in it. */
  readonly needs: ReadonlySet<string>;
  readonly brings: ReadonlySet<string>;
}

/** Charts of Istio that need another one: the definitions, and the control plane that makes their pods. */
const AFTER: Readonly<Record<string, string>> = { istiod: 'base', gateway: 'istiod', ztunnel: 'istiod' };

export function scriptStep(command: Command, world: World): ScriptStep | undefined {
  const call = helmCall(command);
  if (call !== undefined && (call.verb === 'install' || call.verb === 'upgrade')) return helmStep(call);
  // What is tested, or may fail, is no step.
  if (command.name !== 'kubectl' || command.tested || command.next === '||') return undefined;
  const waits = waitsFor(command);
  if (waits !== undefined) return { name: `kubectl ${waits.verb}`, needs: new Set([`namespace ${waits.namespace}`]), brings: new Set() };
  return command.words.some(({ text }) => text === 'apply' || text === 'create') ? applyStep(command, world) : undefined;
}

function helmStep({ verb, words, namespace }: HelmCall): ScriptStep {
  const [release = '', written = ''] = words;
  const chart = written.split('/').at(-1) ?? '';
  const isIstio = /(^|\/)istio\//.test(written);
  const before = isIstio ? AFTER[chart] : undefined;
  const groups = chart === 'base' && !isIstio ? [] : (CHART_DEFINITIONS[chart] ?? []);
  const own = [...(isIstio ? [`chart ${chart}`] : []), ...(namespace === undefined ? [] : [`namespace ${namespace}`])];
  return {
    name: `helm ${verb} ${release}`,
    needs: new Set(before === undefined ? [] : [`chart ${before}`]),
    brings: new Set([...groups, ...own]),
  };
}

function applyStep(command: Command, world: World): ScriptStep {
  const files = optionValues(command, '-f', '--filename');
  const objects = files.flatMap((file) => objectsOf(file, world)).map(({ object }) => object);
  const places = [
    ...optionValues(command, '-n', '--namespace').slice(0, 1),
    ...objects.flatMap(({ metadata }) => metadata.namespace ?? []),
  ];
  const groups = objects.flatMap((each) => (each.kind === 'CustomResourceDefinition' ? [String(at(each, 'spec.group'))] : []));
  return {
    name: `kubectl apply ${files.join(' ')}`,
    needs: new Set(objects.map(({ apiVersion }) => apiVersion.split('/')[0] ?? '')),
    brings: new Set([...places.map((each) => `namespace ${each}`), ...groups]),
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

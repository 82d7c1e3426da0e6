import { terraformFiles } from '../terraform/files.ts';
import { addTo } from '../../values/multimap.ts';
import { CHART_DEFINITIONS } from '../delivery/definitions.ts';
import { parentFolder } from '../folder.ts';
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
  /** API groups, `chart NAME`, `namespace NAME` for what is in it, and `made NAME` for the namespace itself. */
  readonly needs: ReadonlySet<string>;
  readonly brings: ReadonlySet<string>;
  /** It is tested, or may fail: what it brings is there afterwards, and nobody counts on it before. */
  readonly tried?: boolean;
}

/** Charts of Istio that need another one: the definitions, and the control plane that makes their pods. */
const AFTER: Readonly<Record<string, string>> = { istiod: 'base', gateway: 'istiod', ztunnel: 'istiod' };

export function scriptStep(command: Command, world: World): ScriptStep | undefined {
  const call = helmCall(command);
  if (call !== undefined && (call.verb === 'install' || call.verb === 'upgrade'))
    return helmStep(
      call,
      command.words.some(({ text }) => text === '--create-namespace'),
    );
  const built = platformStep(command, world);
  if (built !== undefined) return built;
  if (command.name !== 'kubectl') return undefined;
  const tried = command.tested || command.next === '||';
  const made = namespaceIn(command);
  if (made !== undefined) return tried ? { ...made, needs: new Set(), tried } : made;
  if (tried) return undefined;
  const waits = waitsFor(command);
  if (waits !== undefined) return { name: `kubectl ${waits.verb}`, needs: new Set([`namespace ${waits.namespace}`]), brings: new Set() };
  return command.words.some(({ text }) => text === 'apply' || text === 'create') ? applyStep(command, world) : undefined;
}

/** Terraform brings what its releases install; of other programs that install nobody knows what they bring. */
function platformStep({ name, words }: Command, world: World): ScriptStep | undefined {
  const verb = words.slice(1).find(({ text }) => !text.startsWith('-'))?.text ?? '';
  if (/^(?:terraform|tofu)$/.test(name) && verb === 'apply')
    return { name: `${name} apply`, needs: new Set(), brings: new Set([...terraformBrings(world)]) };
  const opens =
    /^(?:terragrunt|pulumi|helmfile|ansible-playbook|make|task|just)$/.test(name) ||
    /\.(?:ba)?sh$/.test(words.map(({ text }) => text).find((each) => !/^(?:ba|z|da)?sh$/.test(each)) ?? '');
  return opens ? { name, needs: new Set(), brings: new Set([ANYTHING]) } : undefined;
}

/** What a step brings of which nobody knows what it brings. */
export const ANYTHING = '*';

function terraformBrings(world: World): ReadonlySet<string> {
  return world.once('what terraform brings', () => {
    const found = new Set<string>();
    for (const { text } of terraformFiles(world)) {
      if (!text.includes('helm_release')) continue;
      for (const [, namespace = ''] of text.matchAll(/^[ \t]*namespace\s*=\s*"([\w-]+)"/gm)) found.add(`namespace ${namespace}`);
      for (const [, chart = ''] of text.matchAll(/^[ \t]*chart\s*=\s*"([^"$]+)"/gm))
        for (const group of definitionsOf(chart.split('/').at(-1) ?? '')) found.add(group);
    }
    return found;
  });
}

/** Groups whose definitions a chart brings; that of Argo CD brings its own. */
function definitionsOf(chart: string): readonly string[] {
  return chart === 'argo-cd' ? ['argoproj.io'] : (CHART_DEFINITIONS[chart] ?? []);
}

function helmStep({ verb, words, namespace }: HelmCall, creates: boolean): ScriptStep {
  const [release = '', written = ''] = words;
  const chart = written.split('/').at(-1) ?? '';
  const isIstio = /(^|\/)istio\//.test(written);
  const before = isIstio ? AFTER[chart] : undefined;
  const groups = chart === 'base' && !isIstio ? [] : definitionsOf(chart);
  const own = [...(isIstio ? [`chart ${chart}`] : []), ...(namespace === undefined ? [] : [`namespace ${namespace}`])];
  return {
    name: `helm ${verb} ${release}`,
    needs: new Set(before === undefined ? [] : [`chart ${before}`]),
    brings: new Set([...groups, ...own, ...(creates && namespace !== undefined ? [`made ${namespace}`] : [])]),
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
  // The manifests of Argo CD, as its documentation has them applied.
  if (files.some((file) => /argo-cd\/.*\/install\.yaml/.test(file))) groups.push('argoproj.io');
  const remote = files.flatMap((file) => (/^https?:/.test(file) ? remoteBrings(file) : []));
  const made = objects.flatMap(({ kind, metadata }) => (kind === 'Namespace' ? `made ${metadata.name}` : []));
  const into = objects.flatMap(({ metadata: { namespace = '' } }) => (/^(kube-|default$|$)/.test(namespace) ? [] : `made ${namespace}`));
  return {
    name: `kubectl apply ${files.join(' ')}`,
    needs: new Set([...objects.map(({ apiVersion }) => apiVersion.split('/')[0] ?? ''), ...into]),
    brings: new Set([...places.map((each) => `namespace ${each}`), ...groups, ...made, ...remote]),
  };
}

/** What a manifest from elsewhere most likely brings, by the words of its address: `cert-manager`, `longhorn-system`, `kubernetes-dashboard`. */
function remoteBrings(url: string): readonly string[] {
  const words = url
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(3)
    .map((word) => word.replace(/\.ya?ml$/, ''));
  const pairs = words.map((word, index) => `${word}-${words[index + 1] ?? ''}`);
  return [...words, ...words.map((word) => `${word}-system`), ...pairs]
    .filter((word) => /^[a-z][a-z0-9-]+[a-z0-9]$/.test(word))
    .flatMap((word) => [`namespace ${word}`, `made ${word}`, ...definitionsOf(word)]);
}

/** `kubectl label namespace X`, which needs what `kubectl create namespace X` brings. */
function namespaceIn({ words }: Command): ScriptStep | undefined {
  const plain = words.slice(1).flatMap(({ text }) => (text.startsWith('-') ? [] : text));
  const start = plain.findIndex((word) => /^(create|label|annotate)$/.test(word));
  const [verb = '', kind = '', name = ''] = start === -1 ? [] : plain.slice(start);
  if (!/^(ns|namespaces?)$/.test(kind) || !/^[a-z0-9-]+$/.test(name) || /^(kube-|default$)/.test(name)) return undefined;
  const [own, made] = [`namespace ${name}`, `made ${name}`];
  return {
    name: `kubectl ${verb} namespace`,
    needs: new Set(verb === 'create' ? [] : [made]),
    brings: new Set(verb === 'create' ? [own, made] : []),
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
export function objectsOf(written: string, world: World): readonly WorldObject[] {
  const tail = written.replace(/^.*[$}"]+\/?|^(?:\.\.?\/)+/, '');
  if (tail === '' || written.includes('://')) return [];
  if (!/\.(ya?ml|json)$/.test(tail)) return inFolder(tail.replace(/\/$/, ''), world);
  const byName = world.once('objects by name of their file', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.objects) if (each.file !== undefined) addTo(map, each.file.slice(each.file.lastIndexOf('/') + 1), each);
    return map;
  });
  return (byName.get(tail.slice(tail.lastIndexOf('/') + 1)) ?? []).filter(({ file = '' }) => `/${file}`.endsWith(`/${tail}`));
}

/** The objects of a folder, without those below it. */
function inFolder(folder: string, world: World): readonly WorldObject[] {
  const byFolder = world.once('objects by their folder', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.objects) if (each.file !== undefined) addTo(map, parentFolder(each.file), each);
    return map;
  });
  return byFolder.get(folder) ?? [];
}

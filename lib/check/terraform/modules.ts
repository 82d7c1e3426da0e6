import type { World } from '../world.ts';
import { terraformFiles } from './files.ts';
import { blocksOf, type Block } from './hcl.ts';

/** A folder of Terraform files: what they declare together. */
export interface Module {
  /** Types of resources, and the names that they are given: `google_compute_firewall` → `ingress`. */
  readonly resources: ReadonlyMap<string, ReadonlySet<string>>;
  readonly data: ReadonlyMap<string, ReadonlySet<string>>;
  /** Variables, and whether they must be given. */
  readonly variables: ReadonlyMap<string, boolean>;
  readonly locals: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
  /** Modules that it calls, by name, with where they come from. */
  readonly calls: ReadonlyMap<string, string>;
}

/** The modules of the tree by folder. */
export function modulesOf(world: World): ReadonlyMap<string, Module> {
  return world.once('modules of terraform', () => {
    const byFolder = new Map<string, Block[]>();
    for (const { folder, text } of terraformFiles(world)) byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...blocksOf(text)]);
    return new Map([...byFolder].map(([folder, blocks]) => [folder, moduleOf(blocks)]));
  });
}

function moduleOf(blocks: readonly Block[]): Module {
  const of = (type: string): readonly Block[] => blocks.filter((block) => block.type === type);
  const named = (type: string): ReadonlyMap<string, ReadonlySet<string>> => {
    const found = new Map<string, Set<string>>();
    for (const { labels } of of(type)) found.set(labels[0] ?? '', (found.get(labels[0] ?? '') ?? new Set()).add(labels[1] ?? ''));
    return found;
  };
  return {
    resources: named('resource'),
    data: named('data'),
    variables: new Map(of('variable').map(({ labels, arguments: given }) => [labels[0] ?? '', !given.has('default')])),
    locals: new Set(of('locals').flatMap((block) => [...block.arguments.keys()])),
    outputs: new Set(of('output').map(({ labels }) => labels[0] ?? '')),
    calls: new Map(of('module').map(({ labels, arguments: given }) => [labels[0] ?? '', unquoted(given.get('source') ?? '')])),
  };
}

export function unquoted(value: string): string {
  return /^"([^"$]*)"/.exec(value)?.[1] ?? '';
}

/** The folder of a module that is called by a path. */
export function folderOfSource(folder: string, source: string): string | undefined {
  if (!/^\.\.?\//.test(source)) return undefined;
  const steps = folder === '.' || folder === '' ? [] : folder.split('/');
  for (const step of source.replace(/\/$/, '').split('/')) {
    if (step === '..') {
      if (steps.length === 0) return undefined;
      steps.pop();
    } else if (step !== '.') steps.push(step);
  }
  return steps.length === 0 ? '.' : steps.join('/');
}

import { at, isMap, items } from './object-diff.ts';
import type { YamlMap } from './object-diff.ts';

/** How pods get at a ConfigMap or a Secret. Files follow a change; the environment and single files mounted by `subPath` never do. */
export type Use = 'environment' | 'subPath' | 'files';

/** Kinds that keep pods running, by the first word of the file names that synthesis gives them. */
export const WORKLOAD_FILES = ['deployment', 'statefulset', 'daemonset', 'rollout'] as const;

/** How a workload's pods use one ConfigMap or Secret; empty if they do not. */
export function usesOf(workload: YamlMap, kind: 'ConfigMap' | 'Secret', name: string): ReadonlySet<Use> {
  const uses = new Set<Use>();
  const pod = at(workload, 'spec', 'template', 'spec');
  const names = WORDS[kind];
  const volumes = items(at(pod, 'volumes'))
    .filter((volume) => mounts(volume, names, name))
    .map((volume) => at(volume, 'name'));
  for (const container of [...items(at(pod, 'initContainers')), ...items(at(pod, 'containers'))]) {
    for (const mount of items(at(container, 'volumeMounts'))) {
      if (!volumes.includes(at(mount, 'name'))) continue;
      uses.add(at(mount, 'subPath') === undefined && at(mount, 'subPathExpr') === undefined ? 'files' : 'subPath');
    }
    const fromEnv = items(at(container, 'envFrom')).some((from) => at(from, names.envFrom, 'name') === name);
    const byKey = items(at(container, 'env')).some((variable) => at(variable, 'valueFrom', names.env, 'name') === name);
    if (fromEnv || byKey) uses.add('environment');
  }
  return uses;
}

interface Words {
  readonly volume: string;
  /** The field of the volume that has the name. */
  readonly nameField: string;
  readonly projected: string;
  readonly envFrom: string;
  readonly env: string;
}

const WORDS: Readonly<Record<'ConfigMap' | 'Secret', Words>> = {
  ConfigMap: { volume: 'configMap', nameField: 'name', projected: 'configMap', envFrom: 'configMapRef', env: 'configMapKeyRef' },
  Secret: { volume: 'secret', nameField: 'secretName', projected: 'secret', envFrom: 'secretRef', env: 'secretKeyRef' },
};

function mounts(volume: unknown, words: Words, name: string): boolean {
  if (at(volume, words.volume, words.nameField) === name) return true;
  return items(at(volume, 'projected', 'sources')).some((source) => at(source, words.projected, 'name') === name);
}

/**
 * Whether Stakater's Reloader restarts the workload when this ConfigMap or Secret changes.
 * @see https://github.com/stakater/Reloader#readme
 */
export function isReloaded(workload: YamlMap, kind: 'ConfigMap' | 'Secret', name: string): boolean {
  const annotations = at(workload, 'metadata', 'annotations');
  if (!isMap(annotations)) return false;
  const word = kind.toLowerCase();
  const named = annotations[`${word}.reloader.stakater.com/reload`];
  if (typeof named === 'string' && named.split(',').some((part) => part.trim() === name)) return true;
  return annotations['reloader.stakater.com/auto'] === 'true' || annotations[`${word}.reloader.stakater.com/auto`] === 'true';
}

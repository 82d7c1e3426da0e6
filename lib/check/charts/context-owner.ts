import { at, fields } from '../read.ts';
import type { KeyList, KnownChart } from './known.ts';

/** Whose context it is: that of the pod, or that of one container. */
export type ContextOwner = 'pod' | 'container';

/**
 * Fields that only one of the two has.
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.32/#podsecuritycontext-v1-core; …#securitycontext-v1-core
 */
export const OWN_FIELDS: Readonly<Record<ContextOwner, readonly string[]>> = {
  pod: ['fsGroup', 'fsGroupChangePolicy', 'supplementalGroups', 'supplementalGroupsPolicy', 'sysctls'],
  container: ['allowPrivilegeEscalation', 'capabilities', 'privileged', 'procMount', 'readOnlyRootFilesystem'],
};

/** Names that say it by themselves, in any chart. */
const BY_NAME: Readonly<Record<string, ContextOwner>> = { podSecurityContext: 'pod', containerSecurityContext: 'container' };

/** Names under which charts have such contexts. */
export const CONTEXT_NAMES: ReadonlySet<string> = new Set([...Object.keys(BY_NAME), 'securityContext']);

/** Fields of operators' objects that are the pod's context, word by word; their charts have them as an open map, or with few keys. */
const OF_OPERATORS = /(?:^|\.)(?:prometheusSpec|alertmanagerSpec|thanosRulerSpec)\.securityContext$/;

/**
 * Whose context a value of a chart is. A chart's own defaults tell: fields of the pod alone, or of a container alone, or a neighbour that
 * is the other one's. `undefined` where nothing tells.
 */
export function contextOwner(path: string, releases: readonly KnownChart[]): ContextOwner | undefined {
  const name = path.split('.').at(-1) ?? '';
  const byName = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (byName !== undefined || OF_OPERATORS.test(path)) return byName ?? 'pod';
  const told = releases.flatMap(({ keys }) => byDefaults(keys, path) ?? []);
  return told.every((each) => each === told[0]) ? told[0] : undefined;
}

function byDefaults(keys: KeyList, path: string): ContextOwner | undefined {
  const own = at(keys, path);
  if (own === undefined) return undefined;
  const has = (owner: ContextOwner): boolean => OWN_FIELDS[owner].some((field) => fields(own)[field] !== undefined);
  if (has('pod') || has('container')) return has('pod') && has('container') ? undefined : has('pod') ? 'pod' : 'container';
  const around = path.includes('.') ? at(keys, path.slice(0, path.lastIndexOf('.'))) : keys;
  const [pod, container] = [fields(around)['podSecurityContext'], fields(around)['containerSecurityContext']];
  if ((pod === undefined) === (container === undefined)) return undefined;
  return pod === undefined ? 'pod' : 'container';
}

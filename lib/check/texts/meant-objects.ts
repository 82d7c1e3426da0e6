import { addTo } from '../../values/multimap.ts';
import { chartServiceNames, chartsFill, chartsLack } from '../hosts/chart-services.ts';
import { NearNames } from '../near-names.ts';
import { isOpaque, missing, type Missing } from '../reference.ts';
import type { World } from '../world.ts';
import { fromChart, installsElsewhere, madeByHand, madeByOperator } from './made-elsewhere.ts';
import type { CommandTarget } from './named-in-commands.ts';
import type { Command } from './shell.ts';

const WORKLOADS = ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'argoproj.io/v1alpha1/Rollout'];

/**
 * What to write instead of an object that a command names; `undefined` where the object exists, or may exist for all we know.
 * @param around - The commands of the same text: what they make, the tree need not have.
 */
export function meantBy({ kind, name, namespace }: CommandTarget, world: World, around: readonly Command[]): string | undefined {
  const { names, places } = namesOf(world, kind);
  const stands = (inPlaces: readonly string[] | undefined): boolean =>
    inPlaces !== undefined && (namespace === undefined || inPlaces.some((each) => each === '' || each === namespace));
  if (stands(places.get(name)) || madeByHand(around, name)) return undefined;
  const twin = WORKLOADS.includes(kind) ? WORKLOADS.find((other) => stands(namesOf(world, other).places.get(name))) : undefined;
  if (twin !== undefined) return `It is a ${twin.slice(twin.lastIndexOf('/') + 1)}: name it as one.`;
  // What operators and manifests from elsewhere make, no tree says.
  if (installsElsewhere(around) || madeByOperator(world, name)) return undefined;
  if (kind.endsWith('/Application')) {
    const near = world.ofKind('argoproj.io/v1alpha1/ApplicationSet').length > 0 ? undefined : names.near(name);
    return near === undefined ? undefined : `Did you mean "${near}"?`;
  }
  if (namespace === undefined) {
    const near = names.near(name);
    return near === undefined || world.podTemplates().length === 0 || fromChart(world, name) ? undefined : `Did you mean "${near}"?`;
  }
  const single = onlyOne(world, kind, namespace);
  if (single !== undefined) return `Did you mean "${single}"?`;
  const found = missing(world, kind, namespace, name);
  const absent = found?.near === undefined ? (lastWord(world, kind, namespace, name) ?? found) : found;
  // Of Services the charts are known well enough to say that they make none of this name.
  const lacks = kind === 'v1/Service' && absent?.near !== undefined && chartsLack(world, namespace, name);
  if (absent === undefined || (!lacks && (isOpaque(world, namespace) || chartsFill(world, namespace)))) return undefined;
  if (absent.near !== undefined) return `Did you mean "${absent.near}"?`;
  if (absent.elsewhere !== undefined) return `There is one in "${absent.elsewhere}": name that namespace.`;
  return absent.severity === 'error' ? 'Name one that exists, or add it.' : undefined;
}

/** Names of the objects of a kind, and the namespaces in which each stands. */
function namesOf(world: World, kind: string): { readonly names: NearNames; readonly places: ReadonlyMap<string, readonly string[]> } {
  return world.once(`places of each ${kind}`, () => {
    const places = new Map<string, string[]>();
    for (const { object } of world.ofKind(kind)) addTo(places, object.metadata.name, object.metadata.namespace ?? '');
    return { names: new NearNames(places.keys()), places };
  });
}

/** Objects that people make themselves, one for a namespace: no chart brings them, and another name is a slip. */
const SINGLE: ReadonlySet<string> = new Set(['v1/ResourceQuota', 'v1/LimitRange', 'security.istio.io/v1/PeerAuthentication']);

function onlyOne(world: World, kind: string, namespace: string): string | undefined {
  const found = SINGLE.has(kind) ? world.inNamespace(kind, namespace) : [];
  return found.length === 1 ? found[0]?.object.metadata.name : undefined;
}

/** `prometheus-grafana`, where the release has another name since: the Service of a chart with the same last word. */
function lastWord(world: World, kind: string, namespace: string, name: string): Missing | undefined {
  if (kind !== 'v1/Service' || !name.includes('-') || !chartsLack(world, namespace, name)) return undefined;
  const end = name.slice(name.lastIndexOf('-'));
  const found = chartServiceNames(world, namespace).filter((each) => each.endsWith(end));
  return found.length === 1 ? { severity: 'warning', near: found[0], elsewhere: undefined } : undefined;
}

import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { toldScript } from '../texts/told-script.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';
import { CHARTS } from './chart-table.ts';
import { isWrapper, releasesOf } from './releases.ts';
import { STORES } from './store-charts.ts';

/** What charts put into one namespace, as far as the table of charts knows. */
interface Namespace {
  readonly services: Map<string, WorldObject>;
  readonly perhaps: string[];
  readonly never: Set<string>;
  /** Every chart and folder that fills the namespace is known, so a name that none of them makes does not exist. */
  known: boolean;
}

function namespaces(world: World): ReadonlyMap<string, Namespace> {
  return world.once('services of charts', () => {
    const found = new Map<string, Namespace>();
    const of = (name: string): Namespace => {
      const known = found.get(name) ?? { services: new Map(), perhaps: [], never: new Set(), known: true };
      found.set(name, known);
      return known;
    };
    for (const release of releasesOf(world)) {
      const made = (STORES[release.chart] ?? CHARTS[release.chart])?.(release);
      const namespace = of(release.namespace);
      if (made === undefined || release.open === true) namespace.known = false;
      for (const { name, ports: known = [] } of made?.services ?? []) {
        const ports = release.open === true ? [] : known;
        const metadata = { name, namespace: release.namespace };
        const spec = { ports: ports.map((port) => ({ port })) };
        namespace.services.set(name, { object: { apiVersion: 'v1', kind: 'Service', metadata, spec } });
      }
      namespace.perhaps.push(...(made?.perhaps ?? []));
      for (const name of made?.never ?? []) namespace.never.add(name);
    }
    for (const { sources, namespace } of world.installers().filter((each) => world.everywhere.installedBy(each).length === 0)) {
      if (namespace !== undefined && sources.some(({ folder }) => folder !== undefined && !isWrapper(world, folder)))
        of(namespace).known = false;
    }
    for (const namespace of filledByUrls(world)) of(namespace).known = false;
    return found;
  });
}

/** Namespaces to which texts apply manifests of a URL: `kubectl apply -n argocd -f https://…`. */
function filledByUrls(world: World): readonly string[] {
  const texts = (['Script', 'Guide', 'Aside'] as const).flatMap((kind) => world.ofKind(documentKind(kind)));
  return texts.flatMap(({ object }) =>
    [...toldScript(textAt(object, 'text') ?? '').matchAll(APPLY)].flatMap(([command]) =>
      /https?:\/\//.test(command) ? (/\s(?:--namespace[= ]|-n[= ]?)\s*["']?([a-z0-9-]+)/.exec(command)?.[1] ?? []) : [],
    ),
  );
}

const APPLY = /\bkubectl\s[^\n;|&]*\b(?:apply|create|replace)\b[^\n;|&]*/g;

/** A Service that a chart of the tree is known to make; its ports are empty where they are not known. */
export function chartService(world: World, namespace: string, name: string): WorldObject | undefined {
  return isFilled(world, namespace) ? undefined : namespaces(world).get(namespace)?.services.get(name);
}

/** Names of the Services that charts are known to make in a namespace. */
export function chartServiceNames(world: World, namespace: string): readonly string[] {
  return [...(namespaces(world).get(namespace)?.services.keys() ?? [])];
}

/** Namespaces into which charts are known to put a Service of this name. */
export function chartNamespaces(world: World, name: string): readonly string[] {
  const byName = world.once('namespaces of services of charts', () => {
    const map = new Map<string, string[]>();
    for (const [namespace, { services }] of namespaces(world)) for (const service of services.keys()) addTo(map, service, namespace);
    return map;
  });
  return byName.get(name) ?? [];
}

/** Whether charts are known well enough to say that they do not make a Service of this name here. */
export function chartsLack(world: World, namespace: string, name: string): boolean {
  const found = namespaces(world).get(namespace);
  if (found?.known !== true) return false;
  if (found.never.has(name)) return !found.services.has(name);
  return !found.services.has(name) && !found.perhaps.some((start) => name === start || name.startsWith(start));
}

/** Whether a chart of which too little is known may make a Service of this name, in whichever namespace: `consul-ui` of a release `consul`. */
export function openChartMakes(world: World, name: string): boolean {
  const starts = world.once('names of charts that are not known', () =>
    releasesOf(world).flatMap((each) => {
      const isKnown = each.open !== true && (STORES[each.chart] ?? CHARTS[each.chart]) !== undefined;
      return isKnown ? [] : [...new Set([each.name, each.chart])];
    }),
  );
  return starts.some((start) => name === start || name.startsWith(`${start}-`));
}

/** Whether charts put things into a namespace that neither the tree shows nor anybody handed over. */
export function chartsFill(world: World, namespace: string): boolean {
  return namespaces(world).has(namespace) && !isFilled(world, namespace);
}

/** What charts make there was handed over as provided. */
function isFilled(world: World, namespace: string): boolean {
  const filled = world.once(
    'provided namespaces',
    () => new Set(world.objects.filter((each) => world.isProvided(each)).map(({ object }) => object.metadata.namespace ?? '')),
  );
  return filled.has(namespace);
}

/** The Service of the tree, or of a chart. */
export function serviceNamed(world: World, namespace: string, name: string): WorldObject | undefined {
  return world.find('v1/Service', namespace, name) ?? chartService(world, namespace, name);
}

/**
 * A name that the chart of a platform gives its Service where nobody chose another: `loki`, `<release>-kube-prometheus-stack-prometheus`.
 * In a tree that installs no chart at all it may come from one that somebody installs by hand.
 */
export function mayComeFromChart(world: World, name: string): boolean {
  const shown = releasesOf(world).filter(({ manifest }) => manifest?.object.kind !== 'Aside');
  return shown.length === 0 && world.installers().length === 0 && (usualNames().has(name) || OF_STACK.test(name));
}

const OF_STACK = /-kube-prometheus-(?:stack-)?(?:prometheus|alertmanager|operator)$/;

let usual: ReadonlySet<string> | undefined;

function usualNames(): ReadonlySet<string> {
  usual ??= new Set(
    Object.entries(CHARTS).flatMap(([chart, services]) =>
      services({ chart, name: chart, version: undefined, namespace: '', values: undefined }).services.map(({ name }) => name),
    ),
  );
  return usual;
}

import { chartServiceNames, chartsFill, chartsLack } from '../../hosts/chart-services.ts';
import { NearNames } from '../../near-names.ts';
import { isOpaque, missing, type Missing } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { targetsOf, type CommandTarget } from '../../texts/named-in-commands.ts';
import { optionValues } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const commandNamesExist = defineRule({
  id: 'command-names-exist',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'The workloads, Services and Applications that scripts, workflows and guides name exist under that name and kind.',
  source: 'https://kubernetes.io/docs/reference/kubectl/generated/; seed 003, M3',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, command, around } of commandsOf(manifest, world)) {
      // Who asks whether it is there knows that it may not be.
      if (command.tested || command.next === '||' || !/^(kubectl|argocd|minikube)$/.test(command.name)) continue;
      for (const target of targetsOf(command)) {
        const meant = meantBy(target, world, around);
        const key = JSON.stringify(target);
        if (meant === undefined || said.has(key)) continue;
        said.add(key);
        const kind = target.kind.slice(target.kind.lastIndexOf('/') + 1);
        yield {
          path,
          message: `line ${command.line}: there is no ${kind} ${target.namespace === undefined ? '' : `${target.namespace}/`}${target.name}`,
          why: 'The command ends with "NotFound": the script stops there, or goes on without what it was to do.',
          fix: meant,
        };
      }
    }
  },
});

const WORKLOADS = ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'argoproj.io/v1alpha1/Rollout'];

/** What to write instead; `undefined` where the object exists, or may exist for all we know. */
function meantBy({ kind, name, namespace }: CommandTarget, world: World, around: readonly Command[]): string | undefined {
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

/** `kubectl create deployment NAME`, `kubectl expose … --name=NAME`. */
function madeByHand(around: readonly Command[], name: string): boolean {
  return around.some(
    ({ name: program, words }) =>
      (program === 'kubectl' || program === 'argocd') &&
      words.some(({ text }) => text === 'create' || text === 'run' || text === 'expose') &&
      words.some(({ text }) => text === name || text === `--name=${name}`),
  );
}

function installsElsewhere(around: readonly Command[]): boolean {
  return around.some(
    (command) =>
      /^(istioctl|cilium|linkerd|helm|helmfile|flux|operator-sdk|kind)$/.test(command.name) ||
      (command.name === 'minikube' && command.words[1]?.text === 'addons') ||
      (command.name === 'kubectl' &&
        optionValues(command, '-f', '--filename', '-k', '--kustomize').some((each) => /^(https?:|github\.com|-$|\$)/.test(each))),
  );
}

/** Objects of operators put their name before what they make. */
function madeByOperator(world: World, name: string): boolean {
  const names = world.once('names of custom objects', () => {
    const own = /^(apps|batch|autoscaling|policy|argoproj\.io|slipway\.dev|monitoring\.coreos\.com|[\w.]+\.k8s\.io|[\w.]+\.istio\.io)\//;
    return new Set(
      world.objects.flatMap(({ object }) => (object.apiVersion.includes('/') && !own.test(object.apiVersion) ? object.metadata.name : [])),
    );
  });
  return startsOf(name).some((start) => names.has(start));
}

/** A release may make it, in whatever namespace. */
function fromChart(world: World, name: string): boolean {
  const starts = world.once('beginnings that installers give', () => {
    return new Set(world.everywhere.installers().map(({ manifest }) => manifest.object.metadata.name));
  });
  return Array.from(name, (_, index) => name.slice(0, index + 1)).some((start) => starts.has(start));
}

/** `a-b-c` → itself, `a-b`, `a`. */
function startsOf(name: string): readonly string[] {
  return [name, ...[...name.matchAll(/-/g)].map(({ index }) => name.slice(0, index))];
}

import { alternatives, type LabelMatcher } from '../../../metrics/promql-tree.ts';
import { selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { NearNames } from '../../near-names.ts';
import { isOpaque, isPlatform } from '../../reference.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { agents } from '../../clusters/agents.ts';
import { chartsFill } from '../../hosts/chart-services.ts';
import { fullName } from '../../hosts/chart-table.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { fieldsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Labels that name objects, on the metrics that tell of them. */
const WORKLOADS: Readonly<Record<string, string>> = {
  deployment: 'apps/v1/Deployment',
  statefulset: 'apps/v1/StatefulSet',
  daemonset: 'apps/v1/DaemonSet',
  cronjob: 'batch/v1/CronJob',
  horizontalpodautoscaler: 'autoscaling/v2/HorizontalPodAutoscaler',
  persistentvolumeclaim: 'v1/PersistentVolumeClaim',
};

export const queryNamesExist = defineRule({
  id: 'query-names-exist',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Namespaces, workloads, clusters and objects of operators that queries name are there.',
  source:
    'https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics; https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      for (const { metric = '', matchers } of tree === undefined ? [] : selections(tree)) {
        if (metric.startsWith('istio_')) {
          for (const fault of ofMesh(world, matchers)) {
            const message = `${name}: ${fault.message}`;
            if (said.has(message)) continue;
            said.add(message);
            yield { path, message, why: EMPTY, fix: `Did you mean "${fault.near ?? ''}"?` };
          }
        }
        const told = [...ofOperators(world, metric, matchers), ...ofClusters(world, matchers)];
        const isOfCluster = /^(kube|container|kubelet_volume)_/.test(metric);
        if (!isOfCluster && told.length === 0) continue;
        const namespace = isOfCluster ? valuesOf(matchers, 'namespace') : [];
        for (const fault of [...told, ...ofNamespaces(world, namespace), ...(isOfCluster ? ofWorkloads(world, namespace, matchers) : [])]) {
          const message = `${name}: ${fault.message}`;
          if (said.has(message)) continue;
          said.add(message);
          yield {
            path,
            message,
            why: EMPTY,
            fix: fault.near === undefined ? 'Name what is there.' : `Did you mean "${fault.near}"?`,
          };
        }
      }
    }
  },
});

const EMPTY = 'The selector finds no series: the alert never fires, and the panel stays empty, whatever happens.';

/** Kinds whose names proxies give as the workload of a pod. */
const IN_MESH = ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'argoproj.io/v1alpha1/Rollout'];

/** What proxies say of both ends: the workload by its own name, which is seldom that of its Service. */
function ofMesh(world: World, matchers: readonly LabelMatcher[]): readonly Fault[] {
  return ['destination', 'source'].flatMap((end) => {
    const [namespace] = valuesOf(matchers, `${end}_workload_namespace`);
    const faults = (label: string, what: string, kinds: readonly string[]): readonly Fault[] =>
      valuesOf(matchers, label).flatMap((name) => {
        const known = namesOf(world, kinds, namespace);
        const near = known.has(name) || /gateway|unknown/.test(name) ? undefined : known.near(name);
        return near === undefined ? [] : [{ message: `no ${what} is called "${name}" (${label})`, near }];
      });
    return [...faults(`${end}_workload`, 'workload', IN_MESH), ...faults(`${end}_service_name`, 'Service', ['v1/Service'])];
  });
}

/** Metrics of operators, and the label with the name of an object of theirs. */
const OPERATED: readonly { readonly metric: RegExp; readonly label: string; readonly kind: string }[] = [
  { metric: /^argocd_app_/, label: 'name', kind: 'argoproj.io/v1alpha1/Application' },
  { metric: /^certmanager_certificate_/, label: 'name', kind: 'cert-manager.io/v1/Certificate' },
  { metric: /^externalsecret_/, label: 'name', kind: 'external-secrets.io/v1/ExternalSecret' },
  { metric: /^rollout_/, label: 'name', kind: 'argoproj.io/v1alpha1/Rollout' },
  { metric: /^velero_/, label: 'schedule', kind: 'velero.io/v1/Schedule' },
];

function ofOperators(world: World, metric: string, matchers: readonly LabelMatcher[]): readonly Fault[] {
  const { label, kind } = OPERATED.find((each) => each.metric.test(metric)) ?? { label: '', kind: '' };
  if (kind === '') return [];
  const { known, names } = world.once(`names of ${kind} in queries`, () => {
    const made = kind.startsWith('velero.io/') ? veleroSchedules(world) : [];
    const all = [...world.ofKind(kind).map(({ object }) => object.metadata.name), ...made];
    return { known: new NearNames(all), names: all };
  });
  return valuesOf(matchers, label).flatMap((name) => {
    const near = known.has(name) ? undefined : (known.near(name) ?? names.find((each) => each.split('-').includes(name)));
    return near === undefined ? [] : [{ message: `no ${kind.slice(kind.lastIndexOf('/') + 1)} is called "${name}" (${label})`, near }];
  });
}

/** What the chart of Velero calls the schedules of its values: the release stands in front. */
function veleroSchedules(world: World): readonly string[] {
  return releasesOf(world).flatMap(({ chart, name, values }) =>
    chart === 'velero' ? Object.keys(fieldsAt(values, 'schedules')).map((each) => `${fullName(name, chart, values)}-${each}`) : [],
  );
}

/** Names of clusters as agents send them along. */
function ofClusters(world: World, matchers: readonly LabelMatcher[]): readonly Fault[] {
  const values = valuesOf(matchers, 'cluster');
  if (values.length === 0) return [];
  const known = world.everywhere.once('clusters of agents in queries', () => new Set(agents(world).flatMap(({ label }) => label ?? [])));
  // Another cluster may be in another tree: only the same name in another spelling is a slip.
  const plain = (name: string): string => name.replace(/[-_.]/g, '').toLowerCase();
  return values.flatMap((name) => {
    const near = known.has(name) ? undefined : [...known].find((each) => plain(each) === plain(name));
    return near === undefined ? [] : [{ message: `no agent sends the label cluster="${name}"`, near }];
  });
}

/** Names of objects of some kinds, in one namespace or in all. */
function namesOf(world: World, kinds: readonly string[], namespace: string | undefined): NearNames {
  return world.once(`names of ${kinds.join()} in ${namespace ?? '*'}`, () => {
    const there = kinds.flatMap((kind) => (namespace === undefined ? world.ofKind(kind) : world.inNamespace(kind, namespace)));
    return new NearNames(there.map(({ object }) => object.metadata.name));
  });
}

interface Fault {
  readonly message: string;
  readonly near: string | undefined;
}

/** What a label is compared with, where that is written out. */
function valuesOf(matchers: readonly LabelMatcher[], label: string): readonly string[] {
  const found = matchers.find((each) => each.label === label && (each.operator === '=' || each.operator === '=~'));
  const values = found === undefined ? [] : found.operator === '=' ? [found.value] : (alternatives(found.value) ?? []);
  return values.every((each) => /^[a-z0-9][a-z0-9.-]*$/.test(each)) ? values : [];
}

function ofNamespaces(world: World, names: readonly string[]): readonly Fault[] {
  const known = world.once('namespaces of queries', () => {
    const used = world.objects.map(({ object }) => object.metadata.namespace ?? '');
    return new NearNames([...madeNamespaces(world), ...used, ...world.everywhere.installers().map((each) => each.namespace ?? '')]);
  });
  return names.flatMap((name) => {
    // Only a name that resembles one of this tree is a slip; others are of other trees.
    const near = known.has(name) || isPlatform(name) ? undefined : known.near(name);
    return near === undefined ? [] : [{ message: `there is no namespace "${name}"`, near }];
  });
}

function ofWorkloads(world: World, namespaces: readonly string[], matchers: readonly LabelMatcher[]): readonly Fault[] {
  const [namespace] = namespaces;
  if (namespace === undefined || namespaces.length > 1 || isOpaque(world, namespace) || chartsFill(world, namespace)) return [];
  return Object.entries(WORKLOADS).flatMap(([label, kind]) => {
    const there = namesOf(world, [kind], namespace);
    // Claims of templates and what operators make have names that no manifest says.
    if (there.size === 0 || (label === 'persistentvolumeclaim' && world.inNamespace('apps/v1/StatefulSet', namespace).length > 0))
      return [];
    return valuesOf(matchers, label).flatMap((name) => {
      const near = there.has(name) ? undefined : there.near(name);
      return near === undefined ? [] : [{ message: `there is no ${label} "${name}" in "${namespace}"`, near }];
    });
  });
}

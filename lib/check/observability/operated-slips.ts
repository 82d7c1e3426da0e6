import type { LabelMatcher } from '../../metrics/promql-tree.ts';
import { agents } from '../clusters/agents.ts';
import { fullName } from '../hosts/chart-table.ts';
import { releasesOf } from '../hosts/releases.ts';
import { NearNames } from '../near-names.ts';
import { fieldsAt } from '../read.ts';
import type { World } from '../world.ts';
import { namesGiven, type Slip } from './query-slips.ts';

/** Metrics of operators, and the label with the name of an object of theirs. */
const OPERATED: readonly { readonly metric: RegExp; readonly label: string; readonly kind: string }[] = [
  { metric: /^argocd_app_/, label: 'name', kind: 'argoproj.io/v1alpha1/Application' },
  { metric: /^certmanager_certificate_/, label: 'name', kind: 'cert-manager.io/v1/Certificate' },
  { metric: /^externalsecret_/, label: 'name', kind: 'external-secrets.io/v1/ExternalSecret' },
  { metric: /^rollout_/, label: 'name', kind: 'argoproj.io/v1alpha1/Rollout' },
  { metric: /^velero_/, label: 'schedule', kind: 'velero.io/v1/Schedule' },
];

/** Objects of operators that a metric of theirs names. */
export function operatedSlips(world: World, metric: string, matchers: readonly LabelMatcher[]): readonly Slip[] {
  const { label, kind } = OPERATED.find((each) => each.metric.test(metric)) ?? { label: '', kind: '' };
  if (kind === '') return [];
  const { known, names } = world.once(`names of ${kind} in queries`, () => {
    const made = kind.startsWith('velero.io/') ? veleroSchedules(world) : [];
    const all = [...world.ofKind(kind).map(({ object }) => object.metadata.name), ...made];
    return { known: new NearNames(all), names: all };
  });
  return namesGiven(matchers, label).flatMap((name) => {
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
export function clusterSlips(world: World, matchers: readonly LabelMatcher[]): readonly Slip[] {
  const values = namesGiven(matchers, 'cluster');
  if (values.length === 0) return [];
  const known = world.everywhere.once('clusters of agents in queries', () => new Set(agents(world).flatMap(({ label }) => label ?? [])));
  // Another cluster may be in another tree: only the same name in another spelling is a slip.
  const plain = (name: string): string => name.replace(/[-_.]/g, '').toLowerCase();
  return values.flatMap((name) => {
    const near = known.has(name) ? undefined : [...known].find((each) => plain(each) === plain(name));
    return near === undefined ? [] : [{ message: `no agent sends the label cluster="${name}"`, near }];
  });
}

import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { programOf, wordsOf } from '../programs/of-images.ts';
import { at, itemsAt, text } from '../read.ts';
import type { World } from '../world.ts';

/** An exporter that the tree starts, with the arguments that say what it shows. */
export interface Told {
  /** `Deployment kube-state-metrics` or `release kube-prometheus-stack`. */
  readonly by: string;
  readonly words: readonly string[];
  /** Its pods, where the tree writes them out. */
  readonly pod?: PodTemplate;
}

/** Charts that bring an exporter, and where they take the values for it. */
const CHARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-state-metrics': { 'kube-prometheus-stack': 'kube-state-metrics', prometheus: 'kube-state-metrics', 'kube-state-metrics': '' },
  'node-exporter': {
    'kube-prometheus-stack': 'prometheus-node-exporter',
    prometheus: 'prometheus-node-exporter',
    'prometheus-node-exporter': '',
  },
};

/** The one exporter of a kind in the cluster; `undefined` where there are several, or none, or its arguments are not shown. */
export function toldExporter(world: World, program: string): Told | undefined {
  return world.once(`arguments of ${program}`, () => {
    const pods = world.podTemplates().flatMap((pod) =>
      pod.containers.flatMap((container) => {
        const { owner, provided } = pod;
        if (programOf(container) !== program || provided) return [];
        return [{ pod, by: `${owner.object.kind} ${owner.object.metadata.name}`, words: wordsOf(container).map(({ value }) => value) }];
      }),
    );
    const charts = releasesOf(world).flatMap(({ chart, name, values, open }) => {
      const key = CHARTS[program]?.[chart];
      if (key === undefined || at(values, program === 'node-exporter' ? 'nodeExporter.enabled' : 'kubeStateMetrics.enabled') === false)
        return [];
      return [
        open === true || values === undefined
          ? undefined
          : { by: `release ${name}`, words: ofChart(key === '' ? values : at(values, key)) },
      ];
    });
    const [only, ...more] = [...pods, ...charts];
    return more.length === 0 && only?.words.every((word) => !/\$\(|\{\{/.test(word)) === true ? only : undefined;
  });
}

function ofChart(values: unknown): readonly string[] {
  const list = (key: string): readonly string[] => itemsAt(values, key).flatMap((each) => text(each) ?? []);
  const written = (flag: string, key: string): readonly string[] => {
    const named = list(key);
    return named.length === 0 ? [] : [`--${flag}=${named.join(',')}`];
  };
  return [
    ...list('extraArgs'),
    ...list('args'),
    ...written('resources', 'collectors'),
    ...written('metric-labels-allowlist', 'metricLabelsAllowlist'),
    ...written('metric-annotations-allowlist', 'metricAnnotationsAllowList'),
    ...written('metric-allowlist', 'metricAllowlist'),
    ...written('metric-denylist', 'metricDenylist'),
  ];
}

/** What a flag says, in either form of writing it: `--resources=pods` or `--resources pods`. */
export function flagOf({ words }: Told, flag: string): string | undefined {
  const index = words.findIndex((word) => word === `--${flag}` || word.startsWith(`--${flag}=`));
  const word = words[index];
  return word === undefined ? undefined : word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[index + 1];
}

/** Why kube-state-metrics does not show a metric, or one of its labels. @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/developer/cli-arguments.md */
export function hiddenState(told: Told, metric: string, labels: readonly string[]): string | undefined {
  const kind = /^kube_([a-z]+)_/.exec(metric)?.[1];
  if (kind === undefined || kind === 'state') return undefined;
  const named = flagOf(told, 'resources')
    ?.split(',')
    .map((each) => each.trim());
  if (named !== undefined && !named.some((each) => singular(each) === kind)) return `--resources leaves out ${plural(kind)}`;
  const denied = flagOf(told, 'metric-denylist')
    ?.split(',')
    .find((each) => fits(each, metric));
  if (denied !== undefined) return `--metric-denylist has ${denied}`;
  const allowed = flagOf(told, 'metric-allowlist')?.split(',');
  if (allowed !== undefined && !allowed.some((each) => fits(each, metric))) return '--metric-allowlist leaves it out';
  const [what, flag] = metric.endsWith('_labels')
    ? (['label', 'metric-labels-allowlist'] as const)
    : metric.endsWith('_annotations')
      ? (['annotation', 'metric-annotations-allowlist'] as const)
      : [];
  if (what === undefined) return undefined;
  const shown = allowlist(flagOf(told, flag) ?? '', kind);
  const lost = labels.find((label) => label.startsWith(`${what}_`) && shown !== '*' && !shown.has(label.slice(what.length + 1)));
  if (lost === undefined) return undefined;
  return shown !== '*' && shown.size === 0 ? `it shows no ${what}s of ${plural(kind)} without --${flag}` : `--${flag} leaves out ${lost}`;
}

/** `pods=[app,team],deployments=[*]` for one kind, in the form of labels of series. */
function allowlist(written: string, kind: string): ReadonlySet<string> | '*' {
  const names = [...written.matchAll(/([\w*.-]+)=\[([^\]]*)\]/g)].flatMap(([, each = '', list = '']) =>
    each === '*' || singular(each) === kind ? list.split(',').map((one) => one.trim()) : [],
  );
  return names.includes('*') ? '*' : new Set(names.filter((each) => each !== '').map((each) => each.replace(/\W/g, '_')));
}

function singular(name: string): string {
  return name.endsWith('classes')
    ? name.slice(0, -2)
    : name.endsWith('ies')
      ? `${name.slice(0, -3)}y`
      : name.endsWith('sses')
        ? name.slice(0, -2)
        : name.replace(/s$/, '');
}

function plural(name: string): string {
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : name.endsWith('ss') ? `${name}es` : `${name}s`;
}

function fits(pattern: string, metric: string): boolean {
  try {
    return new RegExp(pattern.trim()).test(metric);
  } catch {
    return false;
  }
}

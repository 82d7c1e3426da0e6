import { nearest } from '../../values/nearest.ts';
import { packageData } from '../package-data.ts';

/**
 * Keys of values: a leaf is its types, `"integer string"`; a map is an object of them, with its own types under the empty name
 * where more is allowed than those keys.
 */
export type KeyList = string | { readonly [name: string]: KeyList };

/** One release of a chart, as the index tells it. */
interface Entry {
  readonly version: string;
  readonly file: string;
  readonly repository: string;
  readonly deprecated?: boolean;
  /** Names at the top of its values. */
  readonly top: readonly string[];
}

/** A chart's release whose keys are known. */
export interface KnownChart {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly keys: KeyList;
  /** It is the very release that was asked for. */
  readonly exact: boolean;
}

/** Reads a file about known charts; only what is asked for is ever loaded. */
function read(name: string): unknown {
  return packageData(`imports/charts/known/${name}`);
}

let entries: ReadonlyMap<string, readonly Entry[]> | undefined;
const keyLists = new Map<string, KeyList>();

function index(): ReadonlyMap<string, readonly Entry[]> {
  entries ??= new Map(Object.entries((read('index.json') as { charts: Readonly<Record<string, readonly Entry[]>> }).charts));
  return entries;
}

/** Names of the charts that are known, with the names at the top of their values in any release. */
export function knownCharts(): ReadonlyMap<string, ReadonlySet<string>> {
  tops ??= new Map([...index()].map(([name, releases]) => [name, new Set(releases.flatMap(({ top }) => top))]));
  return tops;
}

let tops: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Repositories of a chart's known releases; of some charts that is all that is known. */
export function repositoriesOf(chart: string): readonly string[] {
  return [...new Set([...(index().get(chart) ?? []).map(({ repository }) => repository), ...(BY_REPOSITORY[chart] ?? [])])];
}

/** The repository of a chart's makers, where an address is nearly that: its host alone, the site of the project, or a path off by a letter. */
export function meantRepository(chart: string, address: string): string | undefined {
  const split = (url: string): readonly [host: string, path: string] => {
    const [, host = '', path = ''] = /^https?:\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? [];
    return [host, path];
  };
  const [host, path] = split(address);
  const homes = repositoriesOf(chart).filter((home) => home.startsWith('http'));
  if (host === '' || homes.some((home) => split(home).join('/') === split(address).join('/'))) return undefined;
  return homes.find((home) => {
    const [own, rest] = split(home);
    return (path === '' && own.endsWith(`.${host}`)) || (own === host && (path === '' || nearest(path, [rest]) !== undefined));
  });
}

/** Whether an address is that of a repository of charts, not of a repository of Git. */
export function holdsCharts(address: string): boolean {
  const bare = address.replace(/\/+$/, '');
  homes ??= new Set([...knownCharts().keys()].flatMap((each) => repositoriesOf(each).map((home) => home.replace(/\/+$/, ''))));
  return homes.has(bare) || (/^https:\/\/(?:helm-)?charts\./.test(bare) && !bare.endsWith('.git'));
}

let homes: ReadonlySet<string> | undefined;

const BY_REPOSITORY: Readonly<Record<string, readonly string[]>> = {
  'ingress-nginx': ['https://kubernetes.github.io/ingress-nginx'],
  'loki-stack': ['https://grafana.github.io/helm-charts'],
  'opentelemetry-collector': ['https://open-telemetry.github.io/opentelemetry-helm-charts'],
};

const PART: KeyList = { '': 'open object' };

/** Charts that hand all values on: what stands at their top is read under the name of a dependency only. */
const PASSING_ON: Readonly<Record<string, Pick<KnownChart, 'version' | 'repository' | 'keys'>>> = {
  // https://github.com/grafana/helm-charts/blob/main/charts/loki-stack/values.yaml
  'loki-stack': {
    version: '2.10.2',
    repository: 'https://grafana.github.io/helm-charts',
    keys: {
      loki: { ...PART, persistence: 'object', config: 'object', isDefault: 'boolean', url: 'string' },
      promtail: { ...PART, config: 'object' },
      grafana: { ...PART, persistence: 'object', sidecar: 'object', adminPassword: 'string' },
      ...{ prometheus: PART, 'fluent-bit': PART, filebeat: PART, logstash: PART, proxy: PART, test_pod: PART, global: PART },
    },
  },
};

/**
 * The known releases of a chart, the one nearest to a version first; without a version the newest.
 * A release of another major version says little about keys: whoever asks compares with all.
 */
export function knownReleases(chart: string, version: string | undefined): readonly KnownChart[] {
  const passing = PASSING_ON[chart];
  if (passing !== undefined) return [{ ...passing, name: chart, exact: passing.version === version }];
  const wanted = numbers(version ?? '');
  const releases = index().get(chart) ?? [];
  const sorted = [...releases].sort((a, b) =>
    wanted === undefined ? order(numbers(b.version), numbers(a.version)) : order(apart(a, wanted), apart(b, wanted)),
  );
  return sorted.map(({ version: own, file, repository }) => ({
    name: chart,
    version: own,
    repository,
    get keys() {
      let keys = keyLists.get(file);
      if (keys === undefined) keyLists.set(file, (keys = (read(file) as { keys: KeyList }).keys));
      return keys;
    },
    exact: own.replace(/^v/, '') === version?.replace(/^v/, ''),
  }));
}

/** Whether some of these releases are older than a version and some newer: what none of them knows, it does not know either. */
export function isBetween(version: string | undefined, releases: readonly KnownChart[]): boolean {
  const wanted = numbers(version ?? '');
  const orders = releases.map((each) => order(numbers(each.version), wanted));
  return wanted !== undefined && orders.some((each) => each <= 0) && orders.some((each) => each >= 0);
}

/** `v1.2.3-rc.1` → 1, 2, 3. */
function numbers(version: string): readonly number[] | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version);
  return found === null ? undefined : found.slice(1).map((part: string | undefined) => Number(part ?? '0'));
}

function apart({ version }: Entry, wanted: readonly number[]): readonly number[] {
  return (numbers(version) ?? []).map((each, place) => Math.abs(each - (wanted[place] ?? 0)));
}

function order(a: readonly number[] = [], b: readonly number[] = []): number {
  for (const [place, each] of a.entries()) {
    const other = b[place] ?? 0;
    if (each !== other) return each - other;
  }
  return 0;
}

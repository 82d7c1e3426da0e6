import { helmValuesOf } from '../helm.ts';
import { at, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { quantityOf } from '../scheduling/sizes.ts';
import { durationSeconds } from './expression.ts';
import { REFUSED } from './prometheus-refuses.ts';

/** Where the values of a chart say how Prometheus itself runs. */
interface Keys {
  /** Holds the others. */
  readonly root: string;
  readonly interval: string;
  /** Seconds between two scrapes where nothing is stated. */
  readonly usual: number;
  readonly timeout: string;
}

/** @see https://github.com/prometheus-community/helm-charts: values of `prometheus` and `kube-prometheus-stack` */
const SERVER: Keys = { root: 'server', interval: 'global.scrape_interval', usual: 60, timeout: 'global.scrape_timeout' };
const CHARTS: readonly Keys[] = [
  SERVER,
  { root: 'prometheus.prometheusSpec', interval: 'scrapeInterval', usual: 30, timeout: 'scrapeTimeout' },
];

function* settingsOf(manifest: WorldObject): Iterable<{ readonly keys: Keys; readonly settings: unknown; readonly path: string }> {
  for (const { values, path, chart } of helmValuesOf(manifest)) {
    // Other charts have a `server`, too.
    if (chart !== undefined && !/^(?:kube-)?prometheus(?:-stack)?$/.test(chart)) continue;
    for (const keys of CHARTS) {
      const settings = at(values, keys.root);
      if (settings !== undefined) yield { keys, settings, path: `${path}.${keys.root}` };
    }
  }
}

/** A timeout that is longer than what lies between two scrapes. */
export function* timeoutFaults(manifest: WorldObject): Iterable<Issue> {
  for (const { keys, settings, path } of settingsOf(manifest)) {
    const timeout = durationSeconds(textAt(settings, keys.timeout));
    const interval = durationSeconds(textAt(settings, keys.interval)) ?? keys.usual;
    if (timeout === undefined || timeout <= interval) continue;
    yield {
      path: `${path}.${keys.timeout}`,
      message: `${keys.timeout} is ${timeout} s, and a scrape comes every ${interval} s`,
      why: REFUSED,
      fix: 'Make the timeout the interval or less.',
    };
  }
}

/** Prometheus reckons in powers of 1024, whatever the unit is called. */
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** More to be kept than the volume of the chart `prometheus` holds. */
export function* sizeFaults(manifest: WorldObject): Iterable<Issue> {
  for (const { keys, settings, path } of settingsOf(manifest)) {
    if (keys !== SERVER) continue;
    const written = textAt(settings, 'retentionSize');
    const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([KMGTPE]?B)$/.exec(written ?? '') ?? [];
    const claimed = at(settings, 'persistentVolume.enabled') !== false;
    const volume = claimed ? (textAt(settings, 'persistentVolume.size') ?? '8Gi') : textAt(settings, 'emptyDir.sizeLimit');
    const most = quantityOf(volume);
    if (amount === undefined || most === undefined) continue;
    const kept = quantityOf(String(Math.floor(Number(amount) * 1024 ** UNITS.indexOf(unit))));
    if (kept === undefined || kept.compare(most) <= 0) continue;
    yield {
      path: `${path}.retentionSize`,
      message: `retentionSize is ${written ?? ''}, and the volume of Prometheus has ${volume ?? ''}`,
      why: 'The disk is full before anything is deleted: Prometheus stops to write, and no alert fires any more.',
      fix: 'Set retentionSize to some four fifths of the volume, or make the volume larger.',
    };
  }
}

import { mapsOf } from '../mounted-maps.ts';
import { documentKind } from '../document.ts';
import { helmValuesOf } from '../helm.ts';
import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { at, fields, items, itemsAt, join, someString, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { durationSeconds } from './expression.ts';
import { partPath, shapesOfKind } from './shapes.ts';
import { yamlIn } from '../text-yaml.ts';
import { groupedBy } from '../../values/multimap.ts';

/** A job of Prometheus' configuration. */
export interface ScrapeJob {
  readonly manifest: WorldObject;
  readonly path: string;
  readonly name: string;
  readonly config: unknown;
  /** How often it scrapes, where the tree says so. Unit: seconds. */
  readonly interval: number | undefined;
}

/** Prometheus' own default. Unit: seconds. @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
const DEFAULT_INTERVAL = 60;

/** Jobs that are written out: in a prometheus.yml, or in chart values that are added to one. */
export function scrapeJobs(world: World): readonly ScrapeJob[] {
  return world.once('scrape jobs', () => [...configured(world), ...added(world)]);
}

/** Kinds in which jobs are written out and deployed; `Config` is read by whoever is told to. */
export const JOB_KINDS = [
  'v1/ConfigMap',
  'v1/Secret',
  'argoproj.io/v1alpha1/Application',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  documentKind('HelmValues'),
] as const;

/** Those of one object. */
export function scrapeJobsIn(world: World, manifest: WorldObject): readonly ScrapeJob[] {
  return world.once('scrape jobs by object', () => groupedBy(scrapeJobs(world), (job) => job.manifest)).get(manifest) ?? [];
}

function* configured(world: World): Iterable<ScrapeJob> {
  for (const shape of shapesOfKind(world, 'prometheus')) {
    const usual = durationSeconds(textAt(shape.content, 'global.scrape_interval')) ?? DEFAULT_INTERVAL;
    for (const [index, config] of itemsAt(shape.content, 'scrape_configs').entries()) {
      const name = textAt(config, 'job_name');
      const interval = durationSeconds(textAt(config, 'scrape_interval')) ?? usual;
      if (name !== undefined) yield { manifest: shape.manifest, path: partPath(shape, 'scrape_configs', index), name, config, interval };
    }
  }
}

/** `extraScrapeConfigs` of chart prometheus, `additionalScrapeConfigs` of kube-prometheus-stack. */
const ADDED = ['extraScrapeConfigs', 'prometheus.prometheusSpec.additionalScrapeConfigs', 'prometheusSpec.additionalScrapeConfigs'];

function* added(world: World): Iterable<ScrapeJob> {
  for (const { manifest, values, path } of chartValues(world)) {
    for (const key of ADDED) {
      const written = at(values, key);
      const list = items(typeof written === 'string' ? yamlIn(written) : written);
      for (const [index, config] of list.entries()) {
        const name = textAt(config, 'job_name');
        const place = typeof written === 'string' ? join(path, key) : `${path}.${key}[${index}]`;
        const interval = durationSeconds(textAt(config, 'scrape_interval'));
        if (name !== undefined) yield { manifest, path: place, name, config, interval };
      }
    }
  }
}

export interface ChartValues {
  readonly manifest: WorldObject;
  readonly path: string;
  readonly chart: string | undefined;
  readonly values: unknown;
}

/** Values of charts, in Applications, HelmReleases and files. */
export function chartValues(world: World): readonly ChartValues[] {
  return world.once('values of charts', () => [
    ...['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet', 'helm.toolkit.fluxcd.io/v2/HelmRelease'].flatMap(
      (kind) =>
        world
          .ofKind(kind)
          .flatMap((manifest) => helmValuesOf(manifest).map(({ path, chart, values }) => ({ manifest, path, chart, values }))),
    ),
    ...world.ofKind('slipway.dev/v1/HelmValues').map((manifest) => ({
      manifest,
      path: 'values',
      chart: textAt(manifest.object, 'chart'),
      values: manifest.object['values'],
    })),
  ]);
}

/** Values of charts that an object holds. */
export function chartValuesIn(world: World, manifest: WorldObject): readonly ChartValues[] {
  const byManifest = world.once('values of charts by object', () => groupedBy(chartValues(world), (each) => each.manifest));
  return byManifest.get(manifest) ?? [];
}

const MONITORS = ['ServiceMonitor', 'PodMonitor', 'Probe', 'ScrapeConfig'].map((kind) => `monitoring.coreos.com/v1/${kind}`);

/** Whether series come from jobs that the tree does not show: from an operator's or a chart's monitors, or sent by an agent. */
export function hasHiddenJobs(world: World): boolean {
  return world.once('hidden jobs', () => {
    const operated = [...MONITORS, 'monitoring.coreos.com/v1/Prometheus', 'monitoring.coreos.com/v1/PrometheusRule'];
    if (operated.some((kind) => world.ofKind(kind).length > 0)) return true;
    if (releasesOf(world).some(({ chart }) => /^(kube-prometheus-stack|prometheus|prometheus-operator|victoria-metrics.*)$/.test(chart)))
      return true;
    if (scrapeJobs(world).some(({ config }) => setsJob(config) || handsOnJobs(config) || itemsAt(config, 'http_sd_configs').length > 0))
      return true;
    if (shapesOfKind(world, 'prometheus').some(({ content }) => itemsAt(content, 'scrape_config_files').length > 0)) return true;
    return pushedJobs(world).open;
  });
}

/** What is scraped comes with the jobs of others, and keeps them. */
function handsOnJobs(config: unknown): boolean {
  return (
    at(config, 'honor_labels') === true &&
    (textAt(config, 'metrics_path') === '/federate' || someString(at(config, 'static_configs'), (target) => /push-?gateway/.test(target)))
  );
}

function setsJob(config: unknown): boolean {
  return ['relabel_configs', 'metric_relabel_configs'].some((list) =>
    itemsAt(config, list).some((step) => textAt(step, 'target_label') === 'job' || /^\(?label_/.test(textAt(step, 'replacement') ?? '')),
  );
}

/** Agents that may send series of their own. */
const AGENTS = /(^|\/)(alloy|grafana-agent|agent|otel\S*|opentelemetry-collector\S*|telegraf|vector|vmagent)(:|@|$)/;

/** Names that stand in the configuration of agents which send series to Prometheus; open where such an agent's configuration is not shown. */
export function pushedJobs(world: World): { readonly open: boolean; readonly names: ReadonlySet<string> } {
  return world.once('pushed jobs', () => {
    const names = new Set<string>();
    const seen = { shown: false, open: false };
    const take = (value: string): boolean => {
      if (!/prometheus\.remote_write|prometheusremotewrite/.test(value)) return false;
      seen.shown = true;
      // Collectors name jobs after services, and relabelling may name them after anything.
      seen.open ||= /prometheusremotewrite|target_label\s*=\s*"job"/.test(value);
      for (const [, name = ''] of value.matchAll(/"([^"\n]{1,80})"/g)) names.add(name);
      for (const [, name = ''] of value.matchAll(/prometheus\.exporter\.(\w+)/g)) names.add(`integrations/${name}`);
      return false;
    };
    for (const { object } of world.ofKind('v1/ConfigMap')) someString(object['data'], take);
    for (const { values } of chartValues(world)) someString(values, take);
    const agents = world.podTemplates().filter(({ containers }) => containers.some(({ image }) => AGENTS.test(image ?? '')));
    return { open: seen.open || (!seen.shown && agents.some((pod) => !sendsNoMetrics(world, pod))), names };
  });
}

/** Parts of a configuration of Alloy, and keys of one of Promtail or a collector. */
const CONFIGURED = /^[ \t]*(?:(?:discovery|loki|local|otelcol|prometheus)\.[\w.]+[ \t]+"|(?:clients|exporters):)/m;
/** What may hand on metrics, or bring parts that are not shown. */
const SENDS = /otelcol\.exporter\.|prometheus\.|^[ \t]*(?:import\.|remotecfg|metrics(?:\/\w+)?:)/m;

/** The tree shows the whole configuration of an agent, which sends logs or traces and nothing else. */
function sendsNoMetrics(world: World, pod: PodTemplate): boolean {
  const texts = mapsOf(pod, world).flatMap(({ object }) => Object.values(textsAt(object, 'data')));
  return texts.some((each) => CONFIGURED.test(each)) && !texts.some((each) => SENDS.test(each));
}

/** Names of all jobs that the tree shows, those of monitors included. */
export function jobNames(world: World): ReadonlySet<string> {
  return world.once('job names', () => {
    const names = new Set([...scrapeJobs(world).map(({ name }) => name), ...pushedJobs(world).names]);
    for (const { object } of world.ofKind('monitoring.coreos.com/v1/Probe'))
      names.add(textAt(object, 'spec.jobName') ?? `probe/${object.metadata.name}`);
    for (const { object } of world.ofKind('monitoring.coreos.com/v1/PodMonitor')) {
      names.add(`${object.metadata.namespace ?? ''}/${object.metadata.name}`);
      const label = textAt(object, 'spec.jobLabel');
      if (label !== undefined)
        for (const pod of world.podsSelected(at(object, 'spec.selector'), object.metadata.namespace ?? ''))
          names.add(pod.labels[label] ?? '');
    }
    for (const monitor of world.ofKind('monitoring.coreos.com/v1/ServiceMonitor'))
      for (const name of jobsOfMonitor(world, monitor)) names.add(name);
    for (const { config } of scrapeJobs(world)) for (const name of relabelled(config)) names.add(name);
    return names;
  });
}

/** A ServiceMonitor's job is the name of the Service, or the value of the label that it names. */
function* jobsOfMonitor(world: World, { object }: WorldObject): Iterable<string> {
  const label = textAt(object, 'spec.jobLabel');
  const named = itemsAt(object, 'spec.namespaceSelector.matchNames').flatMap((each) => text(each) ?? []);
  for (const namespace of named.length > 0 ? named : [object.metadata.namespace ?? '']) {
    for (const service of world.servicesSelected(at(object, 'spec.selector'), namespace)) {
      const labels = textsAt(service.object, 'metadata.labels');
      yield service.object.metadata.name;
      if (label !== undefined && labels[label] !== undefined) yield labels[label];
    }
  }
  for (const endpoint of itemsAt(object, 'spec.endpoints'))
    for (const step of itemsAt(endpoint, 'relabelings')) if (textAt(step, 'targetLabel') === 'job') yield textAt(step, 'replacement') ?? '';
}

function relabelled(config: unknown): readonly string[] {
  const labels = itemsAt(config, 'static_configs').flatMap((each) => textAt(each, 'labels.job') ?? []);
  const steps = itemsAt(config, 'relabel_configs').filter((step) => textAt(step, 'target_label') === 'job');
  return [...labels, ...steps.flatMap((step) => textAt(fields(step), 'replacement') ?? [])];
}

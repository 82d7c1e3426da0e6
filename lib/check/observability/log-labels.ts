import { releasesOf } from '../hosts/releases.ts';
import { fieldsAt, itemsAt, textAt } from '../read.ts';
import { texts } from '../texts.ts';
import type { World } from '../world.ts';
import { SHAPE_KINDS, shapesOfKind } from './shapes.ts';

/** Labels that Loki itself adds, and those of the canary that tests it. */
const OF_LOKI = ['service_name', 'name', 'stream', 'job'];

/** Labels that Promtail's chart sets without being told. @see https://github.com/grafana/helm-charts/blob/main/charts/promtail/values.yaml */
const OF_PROMTAIL = ['app', 'component', 'container', 'filename', 'instance', 'job', 'namespace', 'node_name', 'pod', 'stream'];

/** Charts and images of collectors whose labels stand nowhere, or in a language that is not read here. */
const UNREAD_CHART =
  /^(fluent-bit|fluentd?|vector|logging-operator|opentelemetry-collector|k8s-monitoring|grafana-agent|logstash|filebeat|loki-stack)$/;
const UNREAD_IMAGE = /(^|\/)(fluent-bit|fluentd?|vector|opentelemetry-collector(-contrib)?|agent|logstash|filebeat|docker-driver)(:|@|$)/;

/** What Alloy's sources set by themselves. @see https://grafana.com/docs/alloy/latest/reference/components/loki/ */
const OF_SOURCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bloki\.source\.kubernetes\b/, ['instance', 'job']],
  [/\bloki\.source\.file\b/, ['filename']],
  [/\bloki\.source\.podlogs\b/, ['instance', 'job', 'namespace', 'pod', 'container']],
  [/\bloki\.source\.kubernetes_events\b/, ['instance', 'job', 'namespace']],
];

/** Sources of Alloy whose labels come with what they receive, and steps that make labels of names nobody writes down. */
const OPEN_ALLOY =
  /\b(loki\.source\.(api|syslog|docker|journal|gelf|heroku|kafka|awsfirehose|azure_event_hubs|cloudflare|gcplog|windowsevent)|otelcol\.exporter\.loki|import\.(file|git|http|string)|stage\.(label_keep|pack|eventlogmessage))\b|action\s*=\s*"label(map|keep)"/;

/**
 * Labels that the log collectors of the tree put on streams; `undefined` where there is none, or where one of them may put any.
 */
export function logLabels(world: World): ReadonlySet<string> | undefined {
  return world.once('labels of logs', () => {
    const labels = new Set<string>(OF_LOKI);
    const collectors = [alloyTexts(world).map(ofAlloy), promtailFiles(world), promtailReleases(world)].flat();
    const isUnread =
      releasesOf(world).some(({ chart }) => UNREAD_CHART.test(chart)) ||
      world.podTemplates().some(({ containers }) => containers.some(({ image }) => UNREAD_IMAGE.test(image ?? '')));
    if (collectors.length === 0 || isUnread || collectors.includes(undefined)) return undefined;
    for (const each of collectors.flatMap((set) => set ?? [])) labels.add(each);
    return labels;
  });
}

/** Configuration of Alloy that sends logs, wherever it stands. */
function alloyTexts(world: World): readonly string[] {
  return SHAPE_KINDS.flatMap((kind) => world.ofKind(kind)).flatMap((manifest) =>
    texts(manifest, world)
      .map(({ value }) => value)
      .filter((value) => value.length > 20 && /\bloki\.(write|source)\b/.test(value)),
  );
}

function ofAlloy(config: string): readonly string[] | undefined {
  if (OPEN_ALLOY.test(config)) return undefined;
  const targets = [...config.matchAll(/\btarget_label\s*=\s*"(\w+)"/g)].map(([, label = '']) => label);
  const maps = [...config.matchAll(/\b(?:labels|external_labels|values)\s*=\s*\{([^{}]*)\}/g)].flatMap(([, body = '']) =>
    [...body.matchAll(/"?(\w+)"?\s*=/g)].map(([, label = '']) => label),
  );
  // Targets written out by hand carry their labels beside the address.
  const byHand = [...config.matchAll(/\{([^{}]*__(?:path|address)__[^{}]*)\}/g)].flatMap(([, body = '']) =>
    [...body.matchAll(/"?(\w+)"?\s*=/g)].map(([, label = '']) => label),
  );
  return [...targets, ...maps, ...byHand, ...OF_SOURCES.flatMap(([source, own]) => (source.test(config) ? own : []))];
}

function promtailFiles(world: World): readonly (readonly string[] | undefined)[] {
  return shapesOfKind(world, 'promtail').map(({ content }) => {
    const outside = itemsAt(content, 'clients').flatMap((client) => Object.keys(fieldsAt(client, 'external_labels')));
    const jobs = itemsAt(content, 'scrape_configs').map(ofJob);
    return jobs.includes(undefined) ? undefined : ['filename', 'stream', ...outside, ...jobs.flatMap((each) => each ?? [])];
  });
}

function ofJob(job: unknown): readonly string[] | undefined {
  const relabelings = itemsAt(job, 'relabel_configs');
  const isOpen = relabelings.some((each) => textAt(each, 'action') === 'labelmap') || Object.keys(fieldsAt(job, 'journal')).length > 0;
  if (isOpen) return undefined;
  return [
    ...relabelings.flatMap((each) => textAt(each, 'target_label') ?? []),
    ...itemsAt(job, 'static_configs').flatMap((each) => Object.keys(fieldsAt(each, 'labels'))),
    ...ofStages(itemsAt(job, 'pipeline_stages')),
  ];
}

function ofStages(stages: readonly unknown[]): readonly string[] {
  return stages.flatMap((stage) => [
    ...Object.keys(fieldsAt(stage, 'labels')),
    ...Object.keys(fieldsAt(stage, 'static_labels')),
    ...ofStages(itemsAt(fieldsAt(stage, 'match'), 'stages')),
  ]);
}

function promtailReleases(world: World): readonly (readonly string[] | undefined)[] {
  return releasesOf(world)
    .filter(({ chart }) => chart === 'promtail')
    .map(({ values, open }) => {
      const snippets = fieldsAt(values, 'config.snippets');
      // Jobs in place of the chart's own are templates of texts.
      if (open === true || values === undefined || 'scrapeConfigs' in snippets || 'extraScrapeConfigs' in snippets) return undefined;
      const more = itemsAt(snippets, 'extraRelabelConfigs');
      if (more.some((each) => textAt(each, 'action') === 'labelmap')) return undefined;
      return [
        ...OF_PROMTAIL,
        ...more.flatMap((each) => textAt(each, 'target_label') ?? []),
        ...ofStages(itemsAt(snippets, 'pipelineStages')),
      ];
    });
}

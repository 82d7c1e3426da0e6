import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { programOf } from '../programs/of-images.ts';
import { fields, itemsAt, someString, text, textAt, textsAt } from '../read.ts';
import type { World } from '../world.ts';
import { annotatedJobs } from './annotated.ts';
import { pushedJobs, scrapeJobs } from './jobs.ts';

/** Metrics of one source, and what a scrape of it says. */
export interface Family {
  readonly metric: RegExp;
  /** What tells them. */
  readonly source: string;
  /** Words of the job that scrapes it: its name, its targets, its steps. */
  readonly words: RegExp;
  /** The program, where it is a pod; the kubelet is none. */
  readonly program?: RegExp;
  /** Its chart gives its pods and Services no annotation by which they would be found. */
  readonly unmarked?: true;
}

/** @see https://kubernetes.io/docs/reference/instrumentation/; https://prometheus.io/docs/instrumenting/exporters/ */
export const FAMILIES: readonly Family[] = [
  {
    metric: /^kubelet_(?:volume_stats|running|pod|runtime|pleg|node)_/,
    source: 'the kubelets',
    words: /kubelet|:10250|:10255|nodes\/[^"]*\/proxy\/metrics(?!\/)/,
  },
  { metric: /^container_(?:cpu|memory|network|fs|spec|oom)_/, source: 'cAdvisor', words: /cadvisor|kubelet|metrics\/resource/ },
  {
    metric:
      /^kube_(?:pod|deployment|statefulset|daemonset|replicaset|job|cronjob|node|namespace|persistentvolume|persistentvolumeclaim|horizontalpodautoscaler|resourcequota|service|ingress)_/,
    source: 'kube-state-metrics',
    words: /kube-?state|ksm/i,
    program: /^kube-state-metrics$/,
  },
  {
    metric: /^node_(?:cpu|memory|filesystem|disk|network|load)/,
    source: 'a node exporter',
    words: /node[-_]?exporter|:9100|:9796|unix/,
    program: /^node-exporter$/,
  },
  { metric: /^mysql_/, source: 'the exporter of MySQL', words: /mysql|:9104/, program: /^mysqld-exporter$/ },
  { metric: /^nginx_/, source: 'the exporter of nginx', words: /nginx|:9113/, program: /^nginx-prometheus-exporter$/ },
  { metric: /^redis_/, source: 'the exporter of Redis', words: /redis|:9121/, program: /^redis_exporter$/ },
  { metric: /^pg_/, source: 'the exporter of PostgreSQL', words: /postgres|pg[-_]?exporter|:9187/, program: /^postgres[-_]exporter$/ },
  {
    metric: /^probe_(?:success|duration|http|ssl|dns)/,
    source: 'the blackbox exporter',
    words: /blackbox|\/probe|:9115/,
    program: /^blackbox[-_]exporter$/,
  },
];

/** Charts that show their metrics and leave it to others to find them. */
export const CHARTED: readonly Family[] = [
  { metric: /^longhorn_/, source: 'Longhorn', words: /longhorn|:9500/, program: /^longhorn-manager$/, unmarked: true },
  {
    metric: /^argocd_(?:app|cluster|redis|git|kubectl)_/,
    source: 'Argo CD',
    words: /argo-?cd|:808[234]/,
    program: /^argocd$/,
    unmarked: true,
  },
];

/** Some job of the written configuration may scrape a source. */
export function isScraped(world: World, family: Family): boolean {
  return world.once(`jobs scrape ${family.source}`, () => {
    const says = (each: string): boolean => family.words.test(each);
    const jobs = scrapeJobs(world);
    // Lists of targets that are elsewhere may name anything.
    if (
      jobs.some(({ config }) => Object.keys(fields(config)).some((key) => key.endsWith('_sd_configs') && !/^(?:kubernetes|dns)_/.test(key)))
    )
      return true;
    if (jobs.some(({ name, config }) => says(name) || someString(config, says))) return true;
    if ([...pushedJobs(world).names].some(says)) return true;
    if (family.program === undefined) return isNodeAsked(world, family);
    const { program } = family;
    const pods = world.podTemplates().filter(({ containers }) => containers.some((each) => program.test(programOf(each))));
    const unmarked = family.unmarked === true && !isMarked(world);
    return jobs.some(({ name, config }) => findsAny(world, name, config, pods, unmarked));
  });
}

/** A job finds nodes, and asks them for what kubelets tell by themselves. */
function isNodeAsked(world: World, { source }: Family): boolean {
  return (
    source !== 'cAdvisor' &&
    scrapeJobs(world).some(
      ({ config }) =>
        rolesOf(config).includes('node') && !someString(config, (each) => /cadvisor|:9100|metrics\/(?:resource|probes)/.test(each)),
    )
  );
}

/** A job that finds its targets by itself may find these pods, or others that are not in the tree. */
function findsAny(world: World, name: string, config: unknown, pods: readonly PodTemplate[], unmarked: boolean): boolean {
  const roles = rolesOf(config);
  if (roles.every((role) => role === 'node')) return false;
  if (pods.length === 0) return !unmarked || !isByAnnotation(config);
  const annotated = annotatedJobs(world).get(name);
  if (annotated !== undefined) return pods.some(({ annotations }) => annotated.keeps(annotations));
  const byService = itemsAt(config, 'relabel_configs').some(
    (step) =>
      textAt(step, 'action') === 'keep' &&
      itemsAt(step, 'source_labels').some((each) => (text(each) ?? '').includes('_service_annotation_')),
  );
  if (!byService) return true;
  return pods.some((pod) =>
    world
      .servicesOf(pod)
      .some(({ object }) => Object.keys(textsAt(object, 'metadata.annotations')).some((key) => key.startsWith('prometheus.io/'))),
  );
}

/** A job that keeps what carries an annotation, and nothing else. */
function isByAnnotation(config: unknown): boolean {
  return itemsAt(config, 'relabel_configs').some(
    (step) =>
      textAt(step, 'action') === 'keep' &&
      itemsAt(step, 'source_labels').some((each) => /_(?:pod|service)_annotation_/.test(text(each) ?? '')),
  );
}

/** Values of some chart give pods or Services the annotation. */
function isMarked(world: World): boolean {
  return world.once('charts mark pods for Prometheus', () =>
    releasesOf(world).some(({ values }) => JSON.stringify(values ?? {}).includes('prometheus.io/scrape')),
  );
}

function rolesOf(config: unknown): readonly string[] {
  return itemsAt(config, 'kubernetes_sd_configs').flatMap((each) => textAt(each, 'role') ?? []);
}

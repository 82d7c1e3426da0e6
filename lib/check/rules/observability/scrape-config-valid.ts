import { nearest } from '../../../values/nearest.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { relabelFaults } from '../../observability/relabel.ts';
import { scrapeJobs, type ScrapeJob } from '../../observability/jobs.ts';
import { timeoutFaults } from '../../observability/prometheus-settings.ts';
import { SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { fields, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { addTo } from '../../../values/multimap.ts';

const MONITORS = ['monitoring.coreos.com/v1/ServiceMonitor', 'monitoring.coreos.com/v1/PodMonitor', 'monitoring.coreos.com/v1/Probe'];

export const scrapeConfigValid = defineRule({
  id: 'scrape-config-valid',
  severity: 'error',
  kinds: [...SHAPE_KINDS, ...MONITORS],
  asks: 'Scrape jobs have names of their own, time out within their interval, discover roles and relabel with actions that exist.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config',
  *check(manifest, world) {
    const jobs = world.once('scrape jobs by object', () => {
      const map = new Map<object, ScrapeJob[]>();
      for (const job of scrapeJobs(world)) addTo(map, job.manifest, job);
      return map;
    });
    yield* timeoutFaults(manifest);
    yield* monitorFaults(manifest);
    yield* monitorSteps(manifest);
    for (const shape of shapesIn(world, manifest, 'prometheus')) {
      const names = itemsAt(shape.content, 'scrape_configs').map((each) => textAt(each, 'job_name') ?? '');
      const double = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
      if (double !== undefined)
        yield {
          path: shape.path,
          message: `there are two scrape jobs "${double}"`,
          why: REFUSED,
          fix: 'Rename one, or put their targets together.',
        };
      const interval = durationSeconds(textAt(shape.content, 'global.scrape_interval')) ?? 60;
      const timeout = durationSeconds(textAt(shape.content, 'global.scrape_timeout')) ?? 10;
      if (textAt(shape.content, 'global.scrape_timeout') !== undefined && timeout > interval)
        yield {
          path: shape.path,
          message: `scrape_timeout ${timeout} s is longer than scrape_interval ${interval} s`,
          why: REFUSED,
          fix: 'Make the timeout the interval or less.',
        };
    }
    for (const job of jobs.get(manifest) ?? []) {
      for (const issue of faults(job)) yield { path: job.path, ...issue, message: `job ${job.name}: ${issue.message}` };
    }
  },
});

const REFUSED = 'Prometheus refuses the configuration: it keeps the old one, or does not start.';

/** Steps of relabelling that an object of the operator hands on. */
function* monitorSteps({ object }: WorldObject): Iterable<Issue> {
  if (!object.apiVersion.startsWith('monitoring.coreos.com/')) return;
  for (const list of ['endpoints', 'podMetricsEndpoints']) {
    for (const [index, each] of itemsAt(object, `spec.${list}`).entries()) {
      for (const key of ['relabelings', 'metricRelabelings']) {
        for (const [place, step] of itemsAt(each, key).entries())
          for (const fault of relabelFaults(step, `a step of ${key}`)) yield { ...fault, path: `spec.${list}[${index}].${key}[${place}]` };
      }
    }
  }
}

/** The operator leaves an object out whose timeout is longer than its interval. */
function* monitorFaults({ object }: WorldObject): Iterable<Issue> {
  if (!object.apiVersion.startsWith('monitoring.coreos.com/')) return;
  const endpoints = ['endpoints', 'podMetricsEndpoints'].flatMap((list) =>
    itemsAt(object, `spec.${list}`).map((each, index) => ({ path: `spec.${list}[${index}].`, each })),
  );
  for (const { path, each } of [...endpoints, { path: 'spec.', each: object['spec'] }]) {
    const interval = durationSeconds(textAt(each, 'interval'));
    const timeout = durationSeconds(textAt(each, 'scrapeTimeout'));
    if (interval === undefined || timeout === undefined || timeout <= interval) continue;
    yield {
      path: `${path}scrapeTimeout`,
      message: `scrapeTimeout is ${timeout} s, and a scrape comes every ${interval} s`,
      why: 'The operator of Prometheus leaves the whole object out: nothing of it is scraped.',
      fix: 'Make the timeout the interval or less.',
    };
  }
}

/** @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config */
const ROLES = ['node', 'service', 'pod', 'endpoints', 'endpointslice', 'ingress'];

const ACTIONS = [
  'replace',
  'keep',
  'drop',
  'hashmod',
  'labelmap',
  'labeldrop',
  'labelkeep',
  'lowercase',
  'uppercase',
  'keepequal',
  'dropequal',
];

function* faults({ config, interval }: ScrapeJob): Iterable<Omit<Issue, 'path'>> {
  const timeout = durationSeconds(textAt(config, 'scrape_timeout'));
  if (timeout !== undefined && interval !== undefined && timeout > interval)
    yield {
      message: `scrape_timeout ${timeout} s is longer than its interval of ${interval} s`,
      why: REFUSED,
      fix: 'Make the timeout the interval or less.',
    };
  for (const target of itemsAt(config, 'static_configs').flatMap((each) => itemsAt(each, 'targets').flatMap((one) => text(one) ?? []))) {
    // A prober's targets are URLs, which relabelling hands over as a parameter.
    if (/^https?:\/\//.test(target) && !handsOver(config))
      yield {
        message: `the target ${target} is a URL, and a target is host:port`,
        why: REFUSED,
        fix: 'Write host:port, with scheme and metrics_path beside it.',
      };
  }
  for (const discovery of itemsAt(config, 'kubernetes_sd_configs')) {
    const role = textAt(discovery, 'role') ?? '';
    if (ROLES.includes(role.toLowerCase()) || role.includes('{{')) continue;
    const near = nearName(role, ROLES);
    yield {
      message: `there is no role "${role}" to discover`,
      why: REFUSED,
      fix: near === undefined ? `Write one of ${ROLES.join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
  for (const list of ['relabel_configs', 'metric_relabel_configs']) {
    for (const step of itemsAt(config, list)) {
      yield* unknownKeys(step, STEP_KEYS, `a step of ${list}`);
      yield* relabelFaults(step, `a step of ${list}`);
      const action = textAt(step, 'action')?.toLowerCase();
      if (action !== undefined && !ACTIONS.includes(action)) {
        const near = nearName(action, ACTIONS);
        yield {
          message: `there is no relabelling action "${action}"`,
          why: REFUSED,
          fix: near === undefined ? `Write one of ${ACTIONS.join(', ')}.` : `Did you mean "${near}"?`,
        };
      }
      if (
        (action === undefined || action === 'replace') &&
        textAt(step, 'target_label') === undefined &&
        Object.keys(fields(step)).length > 0
      )
        yield { message: `a step of ${list} replaces, and names no target_label`, why: REFUSED, fix: 'Add target_label, or an action.' };
    }
  }
  yield* unknownKeys(config, JOB_KEYS, 'it');
  const blackbox = textAt(config, 'metrics_path') === '/probe';
  if (blackbox && !handsOver(config))
    yield {
      message: 'it probes, and hands no target to the prober as __param_target',
      severity: 'warning',
      why: 'The prober answers 400 each time: probe_success never exists.',
      fix: 'Relabel __address__ to __param_target, and set __address__ to the prober.',
    };
  if (blackbox && handsOver(config) && asksItself(config))
    yield {
      message: 'it hands __address__ to the prober as __param_target, and goes on asking __address__ itself',
      severity: 'warning',
      why: 'Each target is asked for /probe in place of the prober: it answers 404, and probe_success never exists.',
      fix: 'Add a step with target_label: __address__ and the address of the prober as replacement.',
    };
}

/** Targets that are URLs are the prober's parameter; the address that is asked must become the prober's. */
function asksItself(config: unknown): boolean {
  const steps = itemsAt(config, 'relabel_configs');
  const address = (step: unknown): boolean => textAt(step, 'target_label') === '__address__';
  const taken = steps.some(
    (step) => textAt(step, 'target_label') === '__param_target' && itemsAt(step, 'source_labels').includes('__address__'),
  );
  return taken && !steps.some(address);
}

function handsOver(config: unknown): boolean {
  return (
    itemsAt(config, 'relabel_configs').some((step) => /^__param_(target|url|address)$/.test(textAt(step, 'target_label') ?? '')) ||
    itemsAt(config, 'params.target').length > 0 ||
    textAt(config, 'metrics_path')?.includes('target=') === true
  );
}

const STEP_KEYS = ['source_labels', 'separator', 'target_label', 'regex', 'modulus', 'replacement', 'action'];
const JOB_KEYS =
  'job_name scrape_interval scrape_timeout scrape_classic_histograms always_scrape_classic_histograms convert_classic_histograms_to_nhcb scrape_protocols scrape_fallback_protocol fallback_scrape_protocol metrics_path honor_labels honor_timestamps track_timestamps_staleness scheme params enable_compression enable_http2 basic_auth authorization oauth2 follow_redirects tls_config bearer_token bearer_token_file proxy_url no_proxy proxy_from_environment proxy_connect_header http_headers static_configs kubernetes_sd_configs file_sd_configs http_sd_configs dns_sd_configs consul_sd_configs ec2_sd_configs gce_sd_configs azure_sd_configs docker_sd_configs dockerswarm_sd_configs digitalocean_sd_configs hetzner_sd_configs nomad_sd_configs openstack_sd_configs eureka_sd_configs linode_sd_configs marathon_sd_configs nerve_sd_configs ovhcloud_sd_configs puppetdb_sd_configs scaleway_sd_configs serverset_sd_configs triton_sd_configs uyuni_sd_configs vultr_sd_configs kuma_sd_configs ionos_sd_configs lightsail_sd_configs relabel_configs metric_relabel_configs body_size_limit sample_limit label_limit label_name_length_limit label_value_length_limit target_limit keep_dropped_targets native_histogram_bucket_limit native_histogram_min_bucket_factor metric_name_validation_scheme metric_name_escaping_scheme'.split(
    ' ',
  );

/** Keys that are off by a letter; Prometheus reads strictly. */
function* unknownKeys(value: unknown, known: readonly string[], what: string): Iterable<Omit<Issue, 'path'>> {
  for (const key of Object.keys(fields(value))) {
    const near = known.includes(key) ? undefined : nearest(key, known);
    if (near !== undefined) yield { message: `${what} has the unknown key "${key}"`, why: REFUSED, fix: `Did you mean "${near}"?` };
  }
}

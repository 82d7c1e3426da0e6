import { at, itemsAt, text, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import { durationSeconds } from './expression.ts';
import type { ScrapeJob } from './jobs.ts';
import { handsOver, probeFaults } from './probe-jobs.ts';
import { REFUSED, unknownKeys } from './prometheus-refuses.ts';
import { stepFaults } from './relabel-steps.ts';

/** @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config */
const ROLES = ['node', 'service', 'pod', 'endpoints', 'endpointslice', 'ingress'];

/** @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config */
const JOB_KEYS =
  'job_name scrape_interval scrape_timeout scrape_classic_histograms always_scrape_classic_histograms convert_classic_histograms_to_nhcb scrape_protocols scrape_fallback_protocol fallback_scrape_protocol metrics_path honor_labels honor_timestamps track_timestamps_staleness scheme params enable_compression enable_http2 basic_auth authorization oauth2 follow_redirects tls_config bearer_token bearer_token_file proxy_url no_proxy proxy_from_environment proxy_connect_header http_headers static_configs kubernetes_sd_configs file_sd_configs http_sd_configs dns_sd_configs consul_sd_configs ec2_sd_configs gce_sd_configs azure_sd_configs docker_sd_configs dockerswarm_sd_configs digitalocean_sd_configs hetzner_sd_configs nomad_sd_configs openstack_sd_configs eureka_sd_configs linode_sd_configs marathon_sd_configs nerve_sd_configs ovhcloud_sd_configs puppetdb_sd_configs scaleway_sd_configs serverset_sd_configs triton_sd_configs uyuni_sd_configs vultr_sd_configs kuma_sd_configs ionos_sd_configs lightsail_sd_configs relabel_configs metric_relabel_configs body_size_limit sample_limit label_limit label_name_length_limit label_value_length_limit target_limit keep_dropped_targets native_histogram_bucket_limit native_histogram_min_bucket_factor metric_name_validation_scheme metric_name_escaping_scheme'.split(
    ' ',
  );

/** What Prometheus refuses in a scrape job, and what makes the job scrape nothing. */
export function* jobFaults({ config, interval }: ScrapeJob): Iterable<Omit<Issue, 'path'>> {
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
  for (const step of itemsAt(config, 'relabel_configs')) {
    const page = textAt(step, 'target_label') === '__metrics_path__' ? (textAt(step, 'replacement') ?? '') : '';
    if (!/^\/?api\/v1\/nodes\/[^/]+\/(?!proxy\/)/.test(page)) continue;
    yield {
      message: `the page of a node is ${page}, without proxy`,
      why: 'The API server knows no such page and answers 404: every target is down.',
      fix: `Write ${page.replace(/^(\/?api\/v1\/nodes\/[^/]+)\//, '$1/proxy/')}.`,
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
  yield* kubeletFaults(config);
  yield* choiceFaults(config);
  for (const list of ['relabel_configs', 'metric_relabel_configs']) {
    for (const step of itemsAt(config, list)) yield* stepFaults(step, `a step of ${list}`);
  }
  yield* unknownKeys(config, JOB_KEYS, 'it');
  yield* probeFaults(config);
}

/** The role `node` finds the kubelets, on the port where they speak HTTPS and ask who is there. */
function* kubeletFaults(config: unknown): Iterable<Omit<Issue, 'path'>> {
  if (!itemsAt(config, 'kubernetes_sd_configs').some((each) => textAt(each, 'role')?.toLowerCase() === 'node')) return;
  const moved = itemsAt(config, 'relabel_configs').some((step) => /^__(?:address|scheme)__$/.test(textAt(step, 'target_label') ?? ''));
  const scheme = textAt(config, 'scheme') ?? 'http';
  if (moved || /[{$]/.test(scheme)) return;
  const named = ['bearer_token', 'bearer_token_file', 'authorization', 'basic_auth', 'oauth2', 'tls_config.cert_file', 'http_headers'];
  if (scheme === 'https' && named.some((field) => at(config, field) !== undefined)) return;
  yield {
    message:
      scheme === 'https'
        ? 'role node finds the kubelets, and the job says nobody who is asking'
        : 'role node finds the kubelets, which speak HTTPS on 10250, and the job asks in plain HTTP',
    why:
      scheme === 'https'
        ? 'A kubelet answers 401: every target is down, and there are no figures of nodes and containers.'
        : 'A kubelet answers 400 ("Client sent an HTTP request to an HTTPS server"): every target is down.',
    fix: 'Set scheme: https, tls_config.ca_file and authorization.credentials_file to those of the service account; or relabel __address__ to the exporter that is meant.',
  };
}

/** Without a choice every port of every pod is a target: databases, mail, and pages that are no metrics. */
function* choiceFaults(config: unknown): Iterable<Omit<Issue, 'path'>> {
  const wide = itemsAt(config, 'kubernetes_sd_configs').find(
    (each) =>
      /^(?:pod|endpoints|endpointslice|service)$/.test(textAt(each, 'role')?.toLowerCase() ?? '') &&
      itemsAt(each, 'selectors').length === 0 &&
      itemsAt(each, 'namespaces.names').length === 0,
  );
  const chosen = itemsAt(config, 'relabel_configs').some((step) => /^(?:keep|drop)/.test(textAt(step, 'action')?.toLowerCase() ?? ''));
  if (wide === undefined || chosen) return;
  yield {
    severity: 'info',
    message: `nothing is kept or dropped: each port of each ${textAt(wide, 'role')?.toLowerCase() ?? ''} of the cluster is a target`,
    why: 'Most of them answer no metrics: hundreds of targets are down, and an alert on up rings for ever.',
    fix: 'Keep those with an annotation or a label, such as __meta_kubernetes_pod_annotation_prometheus_io_scrape.',
  };
}

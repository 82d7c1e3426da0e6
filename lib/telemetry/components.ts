import type { Duration } from '../values/duration.ts';
import { type AlloyConfig, Expression, type Reference } from './alloy.ts';

/** One rewriting of a target's labels, as Prometheus has it. */
export interface RelabelRule {
  readonly from: readonly string[];
  /** @default ; */
  readonly separator?: string | undefined;
  /** Must match the whole joined text. @default everything */
  readonly regex?: string | undefined;
  /** @default replace */
  readonly action?: 'replace' | 'keep' | 'drop' | undefined;
  /** Label that is written; for `replace`. */
  readonly to?: string | undefined;
  /** @default the first group */
  readonly replacement?: string | undefined;
}

/** Pushes lines into Loki. @see https://grafana.com/docs/alloy/v1.5/reference/components/loki/loki.write/ */
export function lokiWrite(config: AlloyConfig, label: string, { url }: { readonly url: string }): Reference<'logs'> {
  return config.component('loki.write', label, { blocks: [{ name: 'endpoint', attributes: { url } }] }).output('receiver');
}

/**
 * Takes the container runtime's frame off each line, so that it has its own time, and drops labels that would make a
 * stream of every file. @see https://grafana.com/docs/alloy/v1.5/reference/components/loki/loki.process/
 */
export function lokiProcessCri(
  config: AlloyConfig,
  label: string,
  { dropLabels, to }: { readonly dropLabels: readonly string[]; readonly to: Reference<'logs'> },
): Reference<'logs'> {
  const blocks = [{ name: 'stage.cri' }, { name: 'stage.label_drop', attributes: { values: dropLabels } }];
  return config.component('loki.process', label, { attributes: { forward_to: [to] }, blocks }).output('receiver');
}

/** Reads files from where it left off. @see https://grafana.com/docs/alloy/v1.5/reference/components/loki/loki.source.file/ */
export function lokiSourceFile(
  config: AlloyConfig,
  label: string,
  { targets, to }: { readonly targets: Reference<'targets'>; readonly to: Reference<'logs'> },
): void {
  config.component('loki.source.file', label, { attributes: { targets, forward_to: [to] } });
}

/** Finds the files that a pattern in `__path__` names. @see https://grafana.com/docs/alloy/v1.5/reference/components/local/local.file_match/ */
export function localFileMatch(
  config: AlloyConfig,
  label: string,
  { targets }: { readonly targets: Reference<'targets'> },
): Reference<'targets'> {
  return config.component('local.file_match', label, { attributes: { path_targets: targets } }).output('targets');
}

/** Pods of some namespaces on one node. @see https://grafana.com/docs/alloy/v1.5/reference/components/discovery/discovery.kubernetes/ */
export function discoverPods(
  config: AlloyConfig,
  label: string,
  { node, namespaces }: { readonly node: Expression; readonly namespaces: readonly string[] },
): Reference<'targets'> {
  return config
    .component('discovery.kubernetes', label, {
      attributes: { role: 'pod' },
      blocks: [
        { name: 'namespaces', attributes: { names: namespaces } },
        { name: 'selectors', attributes: { role: 'pod', field: Expression.joined('spec.nodeName=', node) } },
      ],
    })
    .output('targets');
}

/** @see https://grafana.com/docs/alloy/v1.5/reference/components/discovery/discovery.relabel/ */
export function relabel(
  config: AlloyConfig,
  label: string,
  { targets, rules }: { readonly targets: Reference<'targets'>; readonly rules: readonly RelabelRule[] },
): Reference<'targets'> {
  const blocks = rules.map(({ from, separator, regex, action, to, replacement }) => ({
    name: 'rule',
    attributes: { action, source_labels: from.length === 0 ? undefined : from, separator, regex, target_label: to, replacement },
  }));
  return config.component('discovery.relabel', label, { attributes: { targets }, blocks }).output('output');
}

/**
 * node_exporter inside Alloy. The paths are those under which the pod sees the machine.
 * @see https://grafana.com/docs/alloy/v1.5/reference/components/prometheus/prometheus.exporter.unix/
 */
export function unixExporter(
  config: AlloyConfig,
  label: string,
  {
    procfs,
    sysfs,
    rootfs,
    without,
  }: { readonly procfs: string; readonly sysfs: string; readonly rootfs: string; readonly without: readonly string[] },
): Reference<'targets'> {
  const attributes = { procfs_path: procfs, sysfs_path: sysfs, rootfs_path: rootfs, disable_collectors: without };
  return config.component('prometheus.exporter.unix', label, { attributes }).output('targets');
}

/** @see https://grafana.com/docs/alloy/v1.5/reference/components/prometheus/prometheus.scrape/ */
export function scrape(
  config: AlloyConfig,
  label: string,
  { targets, interval, to }: { readonly targets: Reference<'targets'>; readonly interval: Duration; readonly to: Reference<'metrics'> },
): void {
  config.component('prometheus.scrape', label, { attributes: { targets, scrape_interval: interval.text, forward_to: [to] } });
}

/** Pushes samples into Prometheus. @see https://grafana.com/docs/alloy/v1.5/reference/components/prometheus/prometheus.remote_write/ */
export function remoteWrite(config: AlloyConfig, label: string, { url }: { readonly url: string }): Reference<'metrics'> {
  return config.component('prometheus.remote_write', label, { blocks: [{ name: 'endpoint', attributes: { url } }] }).output('receiver');
}

/** Sends spans by OTLP over gRPC, in plaintext. @see https://grafana.com/docs/alloy/v1.5/reference/components/otelcol/otelcol.exporter.otlp/ */
export function otlpExporter(config: AlloyConfig, label: string, { endpoint }: { readonly endpoint: string }): Reference<'traces'> {
  const client = { name: 'client', attributes: { endpoint }, blocks: [{ name: 'tls', attributes: { insecure: true } }] };
  return config.component('otelcol.exporter.otlp', label, { blocks: [client] }).output('input');
}

/** @see https://grafana.com/docs/alloy/v1.5/reference/components/otelcol/otelcol.processor.batch/ */
export function otlpBatch(config: AlloyConfig, label: string, { to }: { readonly to: Reference<'traces'> }): Reference<'traces'> {
  return config.component('otelcol.processor.batch', label, { blocks: [{ name: 'output', attributes: { traces: [to] } }] }).output('input');
}

/** Takes spans by OTLP over gRPC. @see https://grafana.com/docs/alloy/v1.5/reference/components/otelcol/otelcol.receiver.otlp/ */
export function otlpReceiver(
  config: AlloyConfig,
  label: string,
  { port, to }: { readonly port: number; readonly to: Reference<'traces'> },
): void {
  config.component('otelcol.receiver.otlp', label, {
    blocks: [
      { name: 'grpc', attributes: { endpoint: `0.0.0.0:${port}` } },
      { name: 'output', attributes: { traces: [to] } },
    ],
  });
}

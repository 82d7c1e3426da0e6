import type { Rule } from '../../rule.ts';
import { adapterServesMetric } from './adapter-serves-metric.ts';
import { addressFitsApi } from './address-fits-api.ts';
import { agentReadsOwnNode } from './agent-reads-own-node.ts';
import { alertCanFire } from './alert-can-fire.ts';
import { alertLabelsKept } from './alert-labels-kept.ts';
import { alertReachesSomebody } from './alert-reaches-somebody.ts';
import { alertRouted } from './alert-routed.ts';
import { alertRuleSound } from './alert-rule-sound.ts';
import { alertSense } from './alert-sense.ts';
import { alertTextAgrees } from './alert-text-agrees.ts';
import { alertTextExpands } from './alert-text-expands.ts';
import { alertmanagerNotifies } from './alertmanager-notifies.ts';
import { alertmanagerReceiverExists } from './alertmanager-receiver-exists.ts';
import { alertmanagerTiming } from './alertmanager-timing.ts';
import { alertsReachAlertmanager } from './alerts-reach-alertmanager.ts';
import { alloyPartsExist } from './alloy-parts-exist.ts';
import { containerSumsOnce } from './container-sums-once.ts';
import { counterReadAsRate } from './counter-read-as-rate.ts';
import { dashboardLoads } from './dashboard-loads.ts';
import { datasourceDefaultOnce } from './datasource-default-once.ts';
import { datasourceTextKept } from './datasource-text-kept.ts';
import { datasourceUidExists } from './datasource-uid-exists.ts';
import { discoveryPermitted } from './discovery-permitted.ts';
import { exporterInstalled } from './exporter-installed.ts';
import { exporterLabelsKept } from './exporter-labels-kept.ts';
import { falcoRulesHeard } from './falco-rules-heard.ts';
import { falcoRulesValid } from './falco-rules-valid.ts';
import { fluentTagsMatch } from './fluent-tags-match.ts';
import { grafanaAlertingWorks } from './grafana-alerting-works.ts';
import { grafanaProvisioningMounted } from './grafana-provisioning-mounted.ts';
import { grafanaSidecarSees } from './grafana-sidecar-sees.ts';
import { histogramKeepsLe } from './histogram-keeps-le.ts';
import { kialiTracingReads } from './kiali-tracing-reads.ts';
import { labelValuePossible } from './label-value-possible.ts';
import { lateSamplesTaken } from './late-samples-taken.ts';
import { logFormatFits } from './log-format-fits.ts';
import { logLabelKnown } from './log-label-known.ts';
import { logLabelsExtracted } from './log-labels-extracted.ts';
import { logQueryParses } from './log-query-parses.ts';
import { logStagesWork } from './log-stages-work.ts';
import { lokiTenantSent } from './loki-tenant-sent.ts';
import { meshMetricsScraped } from './mesh-metrics-scraped.ts';
import { metricKept } from './metric-kept.ts';
import { metricNameKnown } from './metric-name-known.ts';
import { metricsGeneratorWorks } from './metrics-generator-works.ts';
import { oneLogAgent } from './one-log-agent.ts';
import { otlpEncryptionAgrees } from './otlp-encryption-agrees.ts';
import { otlpPortFits } from './otlp-port-fits.ts';
import { panelPluginInstalled } from './panel-plugin-installed.ts';
import { panelQueriesFit } from './panel-queries-fit.ts';
import { panelUnitFits } from './panel-unit-fits.ts';
import { pipelinePartsExist } from './pipeline-parts-exist.ts';
import { probeModuleExists } from './probe-module-exists.ts';
import { prometheusSelects } from './prometheus-selects.ts';
import { pushPath } from './push-path.ts';
import { queryJobExists } from './query-job-exists.ts';
import { queryNamesExist } from './query-names-exist.ts';
import { queryParses } from './query-parses.ts';
import { queryRangeKept } from './query-range-kept.ts';
import { queryTargetAnnotated } from './query-target-annotated.ts';
import { queueFitsMemory } from './queue-fits-memory.ts';
import { rangeCoversScrapes } from './range-covers-scrapes.ts';
import { receiverListens } from './receiver-listens.ts';
import { recordedMetricExists } from './recorded-metric-exists.ts';
import { reloadAllowed } from './reload-allowed.ts';
import { remoteWriteReceived } from './remote-write-received.ts';
import { retentionEnforced } from './retention-enforced.ts';
import { rootUrlRouted } from './root-url-routed.ts';
import { rulesEvaluated } from './rules-evaluated.ts';
import { scrapeAnnotationsWork } from './scrape-annotations-work.ts';
import { scrapeConfigValid } from './scrape-config-valid.ts';
import { seriesLabelsMatch } from './series-labels-match.ts';
import { storeConfigWorks } from './store-config-works.ts';
import { subPathServed } from './sub-path-served.ts';
import { talonRulesWork } from './talon-rules-work.ts';
import { thanosWorks } from './thanos-works.ts';
import { thresholdFitsUnit } from './threshold-fits-unit.ts';
import { zipkinReceived } from './zipkin-received.ts';

/** Metrics, logs and traces: what nothing produces, what nobody is told, what is kept nowhere. */
export const observabilityRules: readonly Rule[] = [
  adapterServesMetric,
  addressFitsApi,
  agentReadsOwnNode,
  alertCanFire,
  alertLabelsKept,
  alertReachesSomebody,
  alertRouted,
  alertRuleSound,
  alertSense,
  alertTextAgrees,
  alertTextExpands,
  alertmanagerNotifies,
  alertmanagerReceiverExists,
  alertmanagerTiming,
  alertsReachAlertmanager,
  alloyPartsExist,
  containerSumsOnce,
  counterReadAsRate,
  dashboardLoads,
  datasourceDefaultOnce,
  datasourceTextKept,
  datasourceUidExists,
  discoveryPermitted,
  exporterInstalled,
  exporterLabelsKept,
  falcoRulesHeard,
  falcoRulesValid,
  fluentTagsMatch,
  grafanaAlertingWorks,
  grafanaProvisioningMounted,
  grafanaSidecarSees,
  histogramKeepsLe,
  kialiTracingReads,
  labelValuePossible,
  lateSamplesTaken,
  logFormatFits,
  logLabelKnown,
  logLabelsExtracted,
  logQueryParses,
  logStagesWork,
  lokiTenantSent,
  meshMetricsScraped,
  metricKept,
  metricNameKnown,
  metricsGeneratorWorks,
  oneLogAgent,
  otlpEncryptionAgrees,
  otlpPortFits,
  panelPluginInstalled,
  panelQueriesFit,
  panelUnitFits,
  pipelinePartsExist,
  probeModuleExists,
  prometheusSelects,
  pushPath,
  queryJobExists,
  queryNamesExist,
  queryParses,
  queryRangeKept,
  queryTargetAnnotated,
  queueFitsMemory,
  rangeCoversScrapes,
  receiverListens,
  recordedMetricExists,
  reloadAllowed,
  remoteWriteReceived,
  retentionEnforced,
  rootUrlRouted,
  rulesEvaluated,
  scrapeAnnotationsWork,
  scrapeConfigValid,
  seriesLabelsMatch,
  storeConfigWorks,
  subPathServed,
  talonRulesWork,
  thanosWorks,
  thresholdFitsUnit,
  zipkinReceived,
];

import type { Rule } from '../../rule.ts';
import { adapterServesMetric } from './adapter-serves-metric.ts';
import { addressFitsApi } from './address-fits-api.ts';
import { addressHasScheme } from './address-has-scheme.ts';
import { ageFitsSchedule } from './age-fits-schedule.ts';
import { agentReadsOwnNode } from './agent-reads-own-node.ts';
import { alertCanFire } from './alert-can-fire.ts';
import { alertLabelsKept } from './alert-labels-kept.ts';
import { alertMessageRenders } from './alert-message-renders.ts';
import { alertNamespaceKept } from './alert-namespace-kept.ts';
import { alertReachesSomebody } from './alert-reaches-somebody.ts';
import { alertRouted } from './alert-routed.ts';
import { alertRuleSound } from './alert-rule-sound.ts';
import { alertSense } from './alert-sense.ts';
import { alertTemplateDefined } from './alert-template-defined.ts';
import { alertTextAgrees } from './alert-text-agrees.ts';
import { alertTextExpands } from './alert-text-expands.ts';
import { alertmanagerNotifies } from './alertmanager-notifies.ts';
import { alertmanagerReceiverExists } from './alertmanager-receiver-exists.ts';
import { alertmanagerRouteReached } from './alertmanager-route-reached.ts';
import { alertmanagerTiming } from './alertmanager-timing.ts';
import { alertsReachAlertmanager } from './alerts-reach-alertmanager.ts';
import { alloyPartsExist } from './alloy-parts-exist.ts';
import { certificateAlertFits } from './certificate-alert-fits.ts';
import { collectorConfigWorks } from './collector-config-works.ts';
import { completedPodsSpared } from './completed-pods-spared.ts';
import { configVariablesGiven } from './config-variables-given.ts';
import { containerSumsOnce } from './container-sums-once.ts';
import { counterReadAsRate } from './counter-read-as-rate.ts';
import { dashboardLoads } from './dashboard-loads.ts';
import { dashboardProviderWorks } from './dashboard-provider-works.ts';
import { datasourceDefaultOnce } from './datasource-default-once.ts';
import { datasourceFieldsRead } from './datasource-fields-read.ts';
import { datasourceIntervalFits } from './datasource-interval-fits.ts';
import { datasourceTextKept } from './datasource-text-kept.ts';
import { datasourceUidExists } from './datasource-uid-exists.ts';
import { discoveryPermitted } from './discovery-permitted.ts';
import { exporterInstalled } from './exporter-installed.ts';
import { exporterLabelsKept } from './exporter-labels-kept.ts';
import { exporterShows } from './exporter-shows.ts';
import { falcoRulesHeard } from './falco-rules-heard.ts';
import { falcoRulesValid } from './falco-rules-valid.ts';
import { fluentTagsMatch } from './fluent-tags-match.ts';
import { grafanaAlertingWorks } from './grafana-alerting-works.ts';
import { grafanaProvisioningMounted } from './grafana-provisioning-mounted.ts';
import { grafanaSidecarSees } from './grafana-sidecar-sees.ts';
import { handedLabelsKept } from './handed-labels-kept.ts';
import { histogramBucketExists } from './histogram-bucket-exists.ts';
import { histogramKeepsLe } from './histogram-keeps-le.ts';
import { inhibitionActs } from './inhibition-acts.ts';
import { keptMetricExists } from './kept-metric-exists.ts';
import { kialiTracingReads } from './kiali-tracing-reads.ts';
import { labelValuePossible } from './label-value-possible.ts';
import { lateSamplesTaken } from './late-samples-taken.ts';
import { logFilesNamed } from './log-files-named.ts';
import { logFormatFits } from './log-format-fits.ts';
import { logLabelKnown } from './log-label-known.ts';
import { logLabelsExtracted } from './log-labels-extracted.ts';
import { logLabelsFew } from './log-labels-few.ts';
import { logPathFits } from './log-path-fits.ts';
import { logQueryParses } from './log-query-parses.ts';
import { logStagesWork } from './log-stages-work.ts';
import { lokiTenantSent } from './loki-tenant-sent.ts';
import { meshMetricsScraped } from './mesh-metrics-scraped.ts';
import { metricKept } from './metric-kept.ts';
import { metricNameKnown } from './metric-name-known.ts';
import { metricSourceScraped } from './metric-source-scraped.ts';
import { metricsGeneratorWorks } from './metrics-generator-works.ts';
import { mimirTenantSent } from './mimir-tenant-sent.ts';
import { monitoredPartOn } from './monitored-part-on.ts';
import { oneLogAgent } from './one-log-agent.ts';
import { operatorMountsFiles } from './operator-mounts-files.ts';
import { otlpEncryptionAgrees } from './otlp-encryption-agrees.ts';
import { otlpPortFits } from './otlp-port-fits.ts';
import { panelPluginInstalled } from './panel-plugin-installed.ts';
import { panelQueriesFit } from './panel-queries-fit.ts';
import { panelUnitFits } from './panel-unit-fits.ts';
import { pipelinePartsExist } from './pipeline-parts-exist.ts';
import { probeModuleExists } from './probe-module-exists.ts';
import { proberConfigRead } from './prober-config-read.ts';
import { proberMayPing } from './prober-may-ping.ts';
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
import { relabelSourcesMade } from './relabel-sources-made.ts';
import { relabelledLabelMade } from './relabelled-label-made.ts';
import { reloadAllowed } from './reload-allowed.ts';
import { remoteWriteReceived } from './remote-write-received.ts';
import { reporterChosen } from './reporter-chosen.ts';
import { resourceChosen } from './resource-chosen.ts';
import { retentionEnforced } from './retention-enforced.ts';
import { rootUrlRouted } from './root-url-routed.ts';
import { rulesEvaluated } from './rules-evaluated.ts';
import { scrapeAnnotationsWork } from './scrape-annotations-work.ts';
import { scrapeConfigValid } from './scrape-config-valid.ts';
import { seriesLabelsMatch } from './series-labels-match.ts';
import { spanFiguresMade } from './span-figures-made.ts';
import { stateMetricsPermitted } from './state-metrics-permitted.ts';
import { storeConfigWorks } from './store-config-works.ts';
import { subPathServed } from './sub-path-served.ts';
import { talonRulesWork } from './talon-rules-work.ts';
import { targetOnePod } from './target-one-pod.ts';
import { targetScrapedOnce } from './target-scraped-once.ts';
import { thanosOneBucket } from './thanos-one-bucket.ts';
import { thanosWorks } from './thanos-works.ts';
import { thresholdFitsUnit } from './threshold-fits-unit.ts';
import { traceQueryParses } from './trace-query-parses.ts';
import { variableQueryWorks } from './variable-query-works.ts';
import { zipkinReceived } from './zipkin-received.ts';

/** Metrics, logs and traces: what nothing produces, what nobody is told, what is kept nowhere. */
export const observabilityRules: readonly Rule[] = [
  adapterServesMetric,
  addressFitsApi,
  addressHasScheme,
  ageFitsSchedule,
  agentReadsOwnNode,
  alertCanFire,
  alertLabelsKept,
  alertMessageRenders,
  alertNamespaceKept,
  alertReachesSomebody,
  alertRouted,
  alertRuleSound,
  alertSense,
  alertTemplateDefined,
  alertTextAgrees,
  alertTextExpands,
  alertmanagerNotifies,
  alertmanagerReceiverExists,
  alertmanagerRouteReached,
  alertmanagerTiming,
  alertsReachAlertmanager,
  alloyPartsExist,
  certificateAlertFits,
  collectorConfigWorks,
  completedPodsSpared,
  configVariablesGiven,
  containerSumsOnce,
  counterReadAsRate,
  dashboardLoads,
  dashboardProviderWorks,
  datasourceDefaultOnce,
  datasourceFieldsRead,
  datasourceIntervalFits,
  datasourceTextKept,
  datasourceUidExists,
  discoveryPermitted,
  exporterInstalled,
  exporterLabelsKept,
  exporterShows,
  falcoRulesHeard,
  falcoRulesValid,
  fluentTagsMatch,
  grafanaAlertingWorks,
  grafanaProvisioningMounted,
  grafanaSidecarSees,
  handedLabelsKept,
  histogramBucketExists,
  histogramKeepsLe,
  inhibitionActs,
  keptMetricExists,
  kialiTracingReads,
  labelValuePossible,
  lateSamplesTaken,
  logFilesNamed,
  logFormatFits,
  logLabelKnown,
  logLabelsExtracted,
  logLabelsFew,
  logPathFits,
  logQueryParses,
  logStagesWork,
  lokiTenantSent,
  meshMetricsScraped,
  metricKept,
  metricNameKnown,
  metricSourceScraped,
  metricsGeneratorWorks,
  mimirTenantSent,
  monitoredPartOn,
  oneLogAgent,
  operatorMountsFiles,
  otlpEncryptionAgrees,
  otlpPortFits,
  panelPluginInstalled,
  panelQueriesFit,
  panelUnitFits,
  pipelinePartsExist,
  probeModuleExists,
  proberConfigRead,
  proberMayPing,
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
  relabelSourcesMade,
  relabelledLabelMade,
  reloadAllowed,
  remoteWriteReceived,
  reporterChosen,
  resourceChosen,
  retentionEnforced,
  rootUrlRouted,
  rulesEvaluated,
  scrapeAnnotationsWork,
  scrapeConfigValid,
  seriesLabelsMatch,
  spanFiguresMade,
  stateMetricsPermitted,
  storeConfigWorks,
  subPathServed,
  talonRulesWork,
  targetOnePod,
  targetScrapedOnce,
  thanosOneBucket,
  thanosWorks,
  thresholdFitsUnit,
  traceQueryParses,
  variableQueryWorks,
  zipkinReceived,
];

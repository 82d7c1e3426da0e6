import type { Rule } from '../../rule.ts';
import { analysisAsksCanary } from './analysis-asks-canary.ts';
import { analysisConditionsDecide } from './analysis-conditions-decide.ts';
import { analysisMetricsMeasure } from './analysis-metrics-measure.ts';
import { analysisRuns } from './analysis-runs.ts';
import { applicationAddressesAgree } from './application-addresses-agree.ts';
import { applicationChartAddress } from './application-chart-address.ts';
import { applicationFieldsRead } from './application-fields-read.ts';
import { applicationItselfLast } from './application-itself-last.ts';
import { applicationNamesDiffer } from './application-names-differ.ts';
import { applicationNamespaceMade } from './application-namespace-made.ts';
import { applicationProjectAllows } from './application-project-allows.ts';
import { applicationRevisionAgrees } from './application-revision-agrees.ts';
import { applicationSeen } from './application-seen.ts';
import { applicationSourceExists } from './application-source-exists.ts';
import { applicationValuesExist } from './application-values-exist.ts';
import { applicationValuesOnce } from './application-values-once.ts';
import { argocdIgnoreMatches } from './argocd-ignore-matches.ts';
import { argocdIgnoreNarrow } from './argocd-ignore-narrow.ts';
import { argocdIgnorePath } from './argocd-ignore-path.ts';
import { argocdIgnoresRuntimeFields } from './argocd-ignores-runtime-fields.ts';
import { argocdLoginWorks } from './argocd-login-works.ts';
import { argocdNoticeParses } from './argocd-notice-parses.ts';
import { argocdNoticesDefined } from './argocd-notices-defined.ts';
import { argocdPlainHttp } from './argocd-plain-http.ts';
import { argocdRespectsIgnores } from './argocd-respects-ignores.ts';
import { argocdRightsGiven } from './argocd-rights-given.ts';
import { argocdSecretTaken } from './argocd-secret-taken.ts';
import { argocdSettingsPlaced } from './argocd-settings-placed.ts';
import { argocdSettingsRead } from './argocd-settings-read.ts';
import { canarySteps } from './canary-steps.ts';
import { canaryWaits } from './canary-waits.ts';
import { chartFileSound } from './chart-file-sound.ts';
import { chartLockAgrees } from './chart-lock-agrees.ts';
import { chartRendersAlike } from './chart-renders-alike.ts';
import { chartSwitchRead } from './chart-switch-read.ts';
import { chartValuesAgree } from './chart-values-agree.ts';
import { chartVersionPinned } from './chart-version-pinned.ts';
import { compositeActionRuns } from './composite-action-runs.ts';
import { controllerLooksHere } from './controller-looks-here.ts';
import { creationNeedsFirst } from './creation-needs-first.ts';
import { definitionComesFirst } from './definition-comes-first.ts';
import { definitionsServerSide } from './definitions-server-side.ts';
import { fluxOrderResolves } from './flux-order-resolves.ts';
import { hookLasts } from './hook-lasts.ts';
import { imageUpdaterActs } from './image-updater-acts.ts';
import { imageUpdaterTagsRun } from './image-updater-tags-run.ts';
import { imageUpdaterWrites } from './image-updater-writes.ts';
import { immutableField } from './immutable-field.ts';
import { jobAppliedOnce } from './job-applied-once.ts';
import { kustomizationBuilds } from './kustomization-builds.ts';
import { kustomizationChartsAllowed } from './kustomization-charts-allowed.ts';
import { kustomizationLoadRestriction } from './kustomization-load-restriction.ts';
import { manifestsApplied } from './manifests-applied.ts';
import { namespaceMetadataAgrees } from './namespace-metadata-agrees.ts';
import { namespaceWaveFirst } from './namespace-wave-first.ts';
import { neededComesFirst } from './needed-comes-first.ts';
import { oneApplicationPerObject } from './one-application-per-object.ts';
import { oneOwner } from './one-owner.ts';
import { oneScalerPerTarget } from './one-scaler-per-target.ts';
import { operatorWatchesHere } from './operator-watches-here.ts';
import { outOfSyncForecast } from './out-of-sync-forecast.ts';
import { projectRoleWorks } from './project-role-works.ts';
import { pruneSparesData } from './prune-spares-data.ts';
import { replicasLeftToScaler } from './replicas-left-to-scaler.ts';
import { rolloutObjectsExist } from './rollout-objects-exist.ts';
import { rolloutRoutesExist } from './rollout-routes-exist.ts';
import { rolloutServicesDiffer } from './rollout-services-differ.ts';
import { rolloutStrategyWorks } from './rollout-strategy-works.ts';
import { rolloutSubsetsExist } from './rollout-subsets-exist.ts';
import { runtimeStateLeftOut } from './runtime-state-left-out.ts';
import { syncForcePossible } from './sync-force-possible.ts';
import { syncOptionsAgree } from './sync-options-agree.ts';
import { syncWindowWorks } from './sync-window-works.ts';
import { syncWordsKnown } from './sync-words-known.ts';
import { variableSubstituted } from './variable-substituted.ts';
import { wavesWait } from './waves-wait.ts';
import { webhookAnswers } from './webhook-answers.ts';
import { workflowActionsPinned } from './workflow-actions-pinned.ts';
import { workflowArtifactsAgree } from './workflow-artifacts-agree.ts';
import { workflowBranchRuns } from './workflow-branch-runs.ts';
import { workflowCallsWhole } from './workflow-calls-whole.ts';
import { workflowChecksOut } from './workflow-checks-out.ts';
import { workflowCommitsAs } from './workflow-commits-as.ts';
import { workflowConditionsDecide } from './workflow-conditions-decide.ts';
import { workflowDeliversMain } from './workflow-delivers-main.ts';
import { workflowEnvSet } from './workflow-env-set.ts';
import { workflowEventKnown } from './workflow-event-known.ts';
import { workflowFetchesHistory } from './workflow-fetches-history.ts';
import { workflowFetchesSubmodules } from './workflow-fetches-submodules.ts';
import { workflowFiltersMatch } from './workflow-filters-match.ts';
import { workflowFormValid } from './workflow-form-valid.ts';
import { workflowImageReady } from './workflow-image-ready.ts';
import { workflowInputsGiven } from './workflow-inputs-given.ts';
import { workflowLogsIn } from './workflow-logs-in.ts';
import { workflowMatrixKnown } from './workflow-matrix-known.ts';
import { workflowNoInjection } from './workflow-no-injection.ts';
import { workflowOutputsWritten } from './workflow-outputs-written.ts';
import { workflowPackageManager } from './workflow-package-manager.ts';
import { workflowPartsServed } from './workflow-parts-served.ts';
import { workflowPermissions } from './workflow-permissions.ts';
import { workflowPlatformsBuilt } from './workflow-platforms-built.ts';
import { workflowPushesMerged } from './workflow-pushes-merged.ts';
import { workflowPushesSynced } from './workflow-pushes-synced.ts';
import { workflowReachesNetwork } from './workflow-reaches-network.ts';
import { workflowReadsFiles } from './workflow-reads-files.ts';
import { workflowReferencesExist } from './workflow-references-exist.ts';
import { workflowRegistryAgrees } from './workflow-registry-agrees.ts';
import { workflowRunCommit } from './workflow-run-commit.ts';
import { workflowRunSpared } from './workflow-run-spared.ts';
import { workflowRunSucceeded } from './workflow-run-succeeded.ts';
import { workflowRunsApart } from './workflow-runs-apart.ts';
import { workflowSarifApart } from './workflow-sarif-apart.ts';
import { workflowScanFails } from './workflow-scan-fails.ts';
import { workflowScanReported } from './workflow-scan-reported.ts';
import { workflowSecretsAgree } from './workflow-secrets-agree.ts';
import { workflowSkippedIsNoFailure } from './workflow-skipped-is-no-failure.ts';
import { workflowStartsOnce } from './workflow-starts-once.ts';
import { workflowTagsAgree } from './workflow-tags-agree.ts';
import { workflowTagsPushed } from './workflow-tags-pushed.ts';
import { workflowTokenReaches } from './workflow-token-reaches.ts';
import { workflowTokenStarts } from './workflow-token-starts.ts';
import { workflowValidatesManifests } from './workflow-validates-manifests.ts';
import { workflowValuesExpand } from './workflow-values-expand.ts';
import { workflowVariableGiven } from './workflow-variable-given.ts';
import { workflowVariablesKept } from './workflow-variables-kept.ts';

/** Argo CD, Argo Rollouts, and the workflows that deliver. */
export const deliveryRules: readonly Rule[] = [
  analysisAsksCanary,
  analysisConditionsDecide,
  analysisMetricsMeasure,
  analysisRuns,
  applicationAddressesAgree,
  applicationChartAddress,
  applicationFieldsRead,
  applicationItselfLast,
  applicationNamesDiffer,
  applicationNamespaceMade,
  applicationProjectAllows,
  applicationRevisionAgrees,
  applicationSeen,
  applicationSourceExists,
  applicationValuesExist,
  applicationValuesOnce,
  argocdIgnoreMatches,
  argocdIgnoreNarrow,
  argocdIgnorePath,
  argocdIgnoresRuntimeFields,
  argocdLoginWorks,
  argocdNoticeParses,
  argocdNoticesDefined,
  argocdPlainHttp,
  argocdRespectsIgnores,
  argocdRightsGiven,
  argocdSecretTaken,
  argocdSettingsPlaced,
  argocdSettingsRead,
  canarySteps,
  canaryWaits,
  chartFileSound,
  chartLockAgrees,
  chartRendersAlike,
  chartSwitchRead,
  chartValuesAgree,
  chartVersionPinned,
  compositeActionRuns,
  controllerLooksHere,
  creationNeedsFirst,
  definitionComesFirst,
  definitionsServerSide,
  fluxOrderResolves,
  hookLasts,
  imageUpdaterActs,
  imageUpdaterTagsRun,
  imageUpdaterWrites,
  immutableField,
  jobAppliedOnce,
  kustomizationBuilds,
  kustomizationChartsAllowed,
  kustomizationLoadRestriction,
  manifestsApplied,
  namespaceMetadataAgrees,
  namespaceWaveFirst,
  neededComesFirst,
  oneApplicationPerObject,
  oneOwner,
  oneScalerPerTarget,
  operatorWatchesHere,
  outOfSyncForecast,
  projectRoleWorks,
  pruneSparesData,
  replicasLeftToScaler,
  rolloutObjectsExist,
  rolloutRoutesExist,
  rolloutServicesDiffer,
  rolloutStrategyWorks,
  rolloutSubsetsExist,
  runtimeStateLeftOut,
  syncForcePossible,
  syncOptionsAgree,
  syncWindowWorks,
  syncWordsKnown,
  variableSubstituted,
  wavesWait,
  webhookAnswers,
  workflowActionsPinned,
  workflowArtifactsAgree,
  workflowBranchRuns,
  workflowCallsWhole,
  workflowChecksOut,
  workflowCommitsAs,
  workflowConditionsDecide,
  workflowDeliversMain,
  workflowEnvSet,
  workflowEventKnown,
  workflowFetchesHistory,
  workflowFetchesSubmodules,
  workflowFiltersMatch,
  workflowFormValid,
  workflowImageReady,
  workflowInputsGiven,
  workflowLogsIn,
  workflowMatrixKnown,
  workflowNoInjection,
  workflowOutputsWritten,
  workflowPackageManager,
  workflowPartsServed,
  workflowPermissions,
  workflowPlatformsBuilt,
  workflowPushesMerged,
  workflowPushesSynced,
  workflowReachesNetwork,
  workflowReadsFiles,
  workflowReferencesExist,
  workflowRegistryAgrees,
  workflowRunCommit,
  workflowRunSpared,
  workflowRunSucceeded,
  workflowRunsApart,
  workflowSarifApart,
  workflowScanFails,
  workflowScanReported,
  workflowSecretsAgree,
  workflowSkippedIsNoFailure,
  workflowStartsOnce,
  workflowTagsAgree,
  workflowTagsPushed,
  workflowTokenReaches,
  workflowTokenStarts,
  workflowValidatesManifests,
  workflowValuesExpand,
  workflowVariableGiven,
  workflowVariablesKept,
];

import type { Rule } from '../../rule.ts';
import { analysisRuns } from './analysis-runs.ts';
import { applicationAddressesAgree } from './application-addresses-agree.ts';
import { applicationNamesDiffer } from './application-names-differ.ts';
import { applicationProjectAllows } from './application-project-allows.ts';
import { applicationRevisionAgrees } from './application-revision-agrees.ts';
import { applicationSourceExists } from './application-source-exists.ts';
import { applicationValuesExist } from './application-values-exist.ts';
import { argocdIgnoreMatches } from './argocd-ignore-matches.ts';
import { argocdIgnoreNarrow } from './argocd-ignore-narrow.ts';
import { argocdIgnoresRuntimeFields } from './argocd-ignores-runtime-fields.ts';
import { argocdPlainHttp } from './argocd-plain-http.ts';
import { argocdRespectsIgnores } from './argocd-respects-ignores.ts';
import { argocdSettingsRead } from './argocd-settings-read.ts';
import { canarySteps } from './canary-steps.ts';
import { canaryWaits } from './canary-waits.ts';
import { chartFileSound } from './chart-file-sound.ts';
import { chartRendersAlike } from './chart-renders-alike.ts';
import { chartVersionPinned } from './chart-version-pinned.ts';
import { controllerLooksHere } from './controller-looks-here.ts';
import { definitionComesFirst } from './definition-comes-first.ts';
import { definitionsServerSide } from './definitions-server-side.ts';
import { immutableField } from './immutable-field.ts';
import { kustomizationBuilds } from './kustomization-builds.ts';
import { kustomizationLoadRestriction } from './kustomization-load-restriction.ts';
import { manifestsApplied } from './manifests-applied.ts';
import { neededComesFirst } from './needed-comes-first.ts';
import { oneApplicationPerObject } from './one-application-per-object.ts';
import { oneOwner } from './one-owner.ts';
import { oneScalerPerTarget } from './one-scaler-per-target.ts';
import { outOfSyncForecast } from './out-of-sync-forecast.ts';
import { pruneSparesData } from './prune-spares-data.ts';
import { replicasLeftToScaler } from './replicas-left-to-scaler.ts';
import { rolloutObjectsExist } from './rollout-objects-exist.ts';
import { rolloutRoutesExist } from './rollout-routes-exist.ts';
import { rolloutServicesDiffer } from './rollout-services-differ.ts';
import { rolloutStrategyWorks } from './rollout-strategy-works.ts';
import { rolloutSubsetsExist } from './rollout-subsets-exist.ts';
import { runtimeStateLeftOut } from './runtime-state-left-out.ts';
import { syncWordsKnown } from './sync-words-known.ts';
import { variableSubstituted } from './variable-substituted.ts';
import { wavesWait } from './waves-wait.ts';
import { webhookAnswers } from './webhook-answers.ts';
import { workflowActionsPinned } from './workflow-actions-pinned.ts';
import { workflowBranchRuns } from './workflow-branch-runs.ts';
import { workflowFetchesHistory } from './workflow-fetches-history.ts';
import { workflowImageReady } from './workflow-image-ready.ts';
import { workflowLogsIn } from './workflow-logs-in.ts';
import { workflowNoInjection } from './workflow-no-injection.ts';
import { workflowPartsServed } from './workflow-parts-served.ts';
import { workflowPermissions } from './workflow-permissions.ts';
import { workflowPlatformsBuilt } from './workflow-platforms-built.ts';
import { workflowReferencesExist } from './workflow-references-exist.ts';
import { workflowRunCommit } from './workflow-run-commit.ts';
import { workflowSecretsAgree } from './workflow-secrets-agree.ts';
import { workflowSkippedIsNoFailure } from './workflow-skipped-is-no-failure.ts';
import { workflowValidatesManifests } from './workflow-validates-manifests.ts';

/** Argo CD, Argo Rollouts, and the workflows that deliver. */
export const deliveryRules: readonly Rule[] = [
  analysisRuns,
  applicationAddressesAgree,
  applicationNamesDiffer,
  applicationProjectAllows,
  applicationRevisionAgrees,
  applicationSourceExists,
  applicationValuesExist,
  argocdIgnoreMatches,
  argocdIgnoreNarrow,
  argocdIgnoresRuntimeFields,
  argocdPlainHttp,
  argocdRespectsIgnores,
  argocdSettingsRead,
  canarySteps,
  canaryWaits,
  chartFileSound,
  chartRendersAlike,
  chartVersionPinned,
  controllerLooksHere,
  definitionComesFirst,
  definitionsServerSide,
  immutableField,
  kustomizationBuilds,
  kustomizationLoadRestriction,
  manifestsApplied,
  neededComesFirst,
  oneApplicationPerObject,
  oneOwner,
  oneScalerPerTarget,
  outOfSyncForecast,
  pruneSparesData,
  replicasLeftToScaler,
  rolloutObjectsExist,
  rolloutRoutesExist,
  rolloutServicesDiffer,
  rolloutStrategyWorks,
  rolloutSubsetsExist,
  runtimeStateLeftOut,
  syncWordsKnown,
  variableSubstituted,
  wavesWait,
  webhookAnswers,
  workflowActionsPinned,
  workflowBranchRuns,
  workflowFetchesHistory,
  workflowImageReady,
  workflowLogsIn,
  workflowNoInjection,
  workflowPartsServed,
  workflowPermissions,
  workflowPlatformsBuilt,
  workflowReferencesExist,
  workflowRunCommit,
  workflowSecretsAgree,
  workflowSkippedIsNoFailure,
  workflowValidatesManifests,
];

import type { Rule } from '../../rule.ts';
import { actuatorAnswers } from './actuator-answers.ts';
import { apiServerEncrypted } from './api-server-encrypted.ts';
import { awsKeysNamed } from './aws-keys-named.ts';
import { builtImageHasProgram } from './built-image-has-program.ts';
import { cleanupMatchesNames } from './cleanup-matches-names.ts';
import { cloudInitOrder } from './cloud-init-order.ts';
import { commandFitsPods } from './command-fits-pods.ts';
import { commandFolderExists } from './command-folder-exists.ts';
import { commandNamesExist } from './command-names-exist.ts';
import { commandNamespaceAgrees } from './command-namespace-agrees.ts';
import { commandNamespaceKnown } from './command-namespace-known.ts';
import { commandReachesPods } from './command-reaches-pods.ts';
import { commandReleaseRuns } from './command-release-runs.ts';
import { commandSelectsPods } from './command-selects-pods.ts';
import { commandSplits } from './command-splits.ts';
import { commandUndone } from './command-undone.ts';
import { commandWordsServed } from './command-words-served.ts';
import { controlPlanesJoin } from './control-planes-join.ts';
import { dateFormatMeant } from './date-format-meant.ts';
import { dependabotFoldersExist } from './dependabot-folders-exist.ts';
import { dockerBuildFits } from './docker-build-fits.ts';
import { dockerfileBuilds } from './dockerfile-builds.ts';
import { dockerfileCopiesExist } from './dockerfile-copies-exist.ts';
import { dockerfileImageRuns } from './dockerfile-image-runs.ts';
import { dockerfilePlatformsServed } from './dockerfile-platforms-served.ts';
import { dockerfileStagesWork } from './dockerfile-stages-work.ts';
import { dockerfileStarts } from './dockerfile-starts.ts';
import { downloadComplete } from './download-complete.ts';
import { draftsLeftOut } from './drafts-left-out.ts';
import { editFindsPlace } from './edit-finds-place.ts';
import { envsubstFills } from './envsubst-fills.ts';
import { etcdSnapshotCommands } from './etcd-snapshot-commands.ts';
import { exporterSectionRead } from './exporter-section-read.ts';
import { givenConfigRead } from './given-config-read.ts';
import { healthcheckAsksPort } from './healthcheck-asks-port.ts';
import { healthcheckHasProgram } from './healthcheck-has-program.ts';
import { heapFitsMemory } from './heap-fits-memory.ts';
import { helmCallsWork } from './helm-calls-work.ts';
import { helmChartsFound } from './helm-charts-found.ts';
import { helmValueDots } from './helm-value-dots.ts';
import { hostLineFits } from './host-line-fits.ts';
import { imageDataThere } from './image-data-there.ts';
import { imageFilesWritable } from './image-files-writable.ts';
import { imageHasProgram } from './image-has-program.ts';
import { imageSettingsRead } from './image-settings-read.ts';
import { imageStagesFit } from './image-stages-fit.ts';
import { imageStagesShare } from './image-stages-share.ts';
import { javaOptionsRead } from './java-options-read.ts';
import { javaOptionsValid } from './java-options-valid.ts';
import { jdbcUrlValid } from './jdbc-url-valid.ts';
import { k3sFitsAddons } from './k3s-fits-addons.ts';
import { kustomizeEditMeant } from './kustomize-edit-meant.ts';
import { listenPortDeclared } from './listen-port-declared.ts';
import { listensToOthers } from './listens-to-others.ts';
import { makeTargetExists } from './make-target-exists.ts';
import { makefileDollarsDoubled } from './makefile-dollars-doubled.ts';
import { makefileLinesApart } from './makefile-lines-apart.ts';
import { makefileTargetsRun } from './makefile-targets-run.ts';
import { minioCallsFit } from './minio-calls-fit.ts';
import { nginxBlocksNested } from './nginx-blocks-nested.ts';
import { nginxHeadersInherited } from './nginx-headers-inherited.ts';
import { nginxListens } from './nginx-listens.ts';
import { nginxParses } from './nginx-parses.ts';
import { nginxProxiesMesh } from './nginx-proxies-mesh.ts';
import { nginxRedirectsEnd } from './nginx-redirects-end.ts';
import { nginxRedirectsToPort } from './nginx-redirects-to-port.ts';
import { nginxResolverThere } from './nginx-resolver-there.ts';
import { nginxResolves } from './nginx-resolves.ts';
import { nginxRootFilled } from './nginx-root-filled.ts';
import { nginxRootOnce } from './nginx-root-once.ts';
import { nginxStatusServed } from './nginx-status-served.ts';
import { nginxTypesKnown } from './nginx-types-known.ts';
import { nginxUpgrades } from './nginx-upgrades.ts';
import { nodeAddressChosen } from './node-address-chosen.ts';
import { nodeAddressPort } from './node-address-port.ts';
import { nodeLabelCurrent } from './node-label-current.ts';
import { nodePackagesInstall } from './node-packages-install.ts';
import { nodeSetupLasts } from './node-setup-lasts.ts';
import { nodeSetupWorks } from './node-setup-works.ts';
import { platformWorkloadKind } from './platform-workload-kind.ts';
import { playbookHandlersExist } from './playbook-handlers-exist.ts';
import { playbookHostsKnown } from './playbook-hosts-known.ts';
import { probePathServed } from './probe-path-served.ts';
import { productionServer } from './production-server.ts';
import { programStays } from './program-stays.ts';
import { quotesNotKept } from './quotes-not-kept.ts';
import { relabelLabelsKnown } from './relabel-labels-known.ts';
import { renovateFilesMatch } from './renovate-files-match.ts';
import { renovateManagersKnown } from './renovate-managers-known.ts';
import { replicaLogsIn } from './replica-logs-in.ts';
import { restoreFitsDump } from './restore-fits-dump.ts';
import { rolloutKindServed } from './rollout-kind-served.ts';
import { scriptClusterChosen } from './script-cluster-chosen.ts';
import { scriptLinesRun } from './script-lines-run.ts';
import { scriptOrder } from './script-order.ts';
import { scriptPathsExist } from './script-paths-exist.ts';
import { scriptPinsCharts } from './script-pins-charts.ts';
import { scriptRepeatable } from './script-repeatable.ts';
import { scriptRespectsGitops } from './script-respects-gitops.ts';
import { scriptValuesOwn } from './script-values-own.ts';
import { scriptVariableGiven } from './script-variable-given.ts';
import { sedFindsImage } from './sed-finds-image.ts';
import { settingsInSection } from './settings-in-section.ts';
import { settingsValid } from './settings-valid.ts';
import { shellDialect } from './shell-dialect.ts';
import { shellEncodesPlain } from './shell-encodes-plain.ts';
import { shellFailureCounts } from './shell-failure-counts.ts';
import { shellHomeExpands } from './shell-home-expands.ts';
import { shellInstalls } from './shell-installs.ts';
import { shellParses } from './shell-parses.ts';
import { shellPipeFails } from './shell-pipe-fails.ts';
import { shellSafeRemoval } from './shell-safe-removal.ts';
import { shellVariableSet } from './shell-variable-set.ts';
import { siteFolderCopied } from './site-folder-copied.ts';
import { skaffoldProfileExists } from './skaffold-profile-exists.ts';
import { springFilesRead } from './spring-files-read.ts';
import { springSettingsBind } from './spring-settings-bind.ts';
import { springSettingsCurrent } from './spring-settings-current.ts';
import { storeSettingsKnown } from './store-settings-known.ts';
import { terraformBlocksSound } from './terraform-blocks-sound.ts';
import { terraformKindsFirst } from './terraform-kinds-first.ts';
import { terraformNamespaceMade } from './terraform-namespace-made.ts';
import { terraformNetworksFit } from './terraform-networks-fit.ts';
import { terraformOutputDeclared } from './terraform-output-declared.ts';
import { terraformPartsOnce } from './terraform-parts-once.ts';
import { terraformProviderConfigured } from './terraform-provider-configured.ts';
import { terraformProvidersFit } from './terraform-providers-fit.ts';
import { terraformReferencesDeclared } from './terraform-references-declared.ts';
import { terraformSecretTyped } from './terraform-secret-typed.ts';
import { terraformSensitiveMarked } from './terraform-sensitive-marked.ts';
import { terraformStateOwn } from './terraform-state-own.ts';
import { terraformValuesFit } from './terraform-values-fit.ts';
import { terraformValuesGiven } from './terraform-values-given.ts';
import { terraformVersionFits } from './terraform-version-fits.ts';
import { textParses } from './text-parses.ts';
import { valueExpands } from './value-expands.ts';
import { variableExpands } from './variable-expands.ts';
import { variablesAtBuild } from './variables-at-build.ts';
import { veleroNamesExist } from './velero-names-exist.ts';
import { waitConditionKnown } from './wait-condition-known.ts';

/** Configuration and commands inside objects. */
export const textsRules: readonly Rule[] = [
  actuatorAnswers,
  apiServerEncrypted,
  awsKeysNamed,
  builtImageHasProgram,
  cleanupMatchesNames,
  cloudInitOrder,
  commandFitsPods,
  commandFolderExists,
  commandNamesExist,
  commandNamespaceAgrees,
  commandNamespaceKnown,
  commandReachesPods,
  commandReleaseRuns,
  commandSelectsPods,
  commandSplits,
  commandUndone,
  commandWordsServed,
  controlPlanesJoin,
  dateFormatMeant,
  dependabotFoldersExist,
  dockerBuildFits,
  dockerfileBuilds,
  dockerfileCopiesExist,
  dockerfileImageRuns,
  dockerfilePlatformsServed,
  dockerfileStagesWork,
  dockerfileStarts,
  downloadComplete,
  draftsLeftOut,
  editFindsPlace,
  envsubstFills,
  etcdSnapshotCommands,
  exporterSectionRead,
  givenConfigRead,
  healthcheckAsksPort,
  healthcheckHasProgram,
  heapFitsMemory,
  helmCallsWork,
  helmChartsFound,
  helmValueDots,
  hostLineFits,
  imageDataThere,
  imageFilesWritable,
  imageHasProgram,
  imageSettingsRead,
  imageStagesFit,
  imageStagesShare,
  javaOptionsRead,
  javaOptionsValid,
  jdbcUrlValid,
  k3sFitsAddons,
  kustomizeEditMeant,
  listenPortDeclared,
  listensToOthers,
  makeTargetExists,
  makefileDollarsDoubled,
  makefileLinesApart,
  makefileTargetsRun,
  minioCallsFit,
  nginxBlocksNested,
  nginxHeadersInherited,
  nginxListens,
  nginxParses,
  nginxProxiesMesh,
  nginxRedirectsEnd,
  nginxRedirectsToPort,
  nginxResolverThere,
  nginxResolves,
  nginxRootFilled,
  nginxRootOnce,
  nginxStatusServed,
  nginxTypesKnown,
  nginxUpgrades,
  nodeAddressChosen,
  nodeAddressPort,
  nodeLabelCurrent,
  nodePackagesInstall,
  nodeSetupLasts,
  nodeSetupWorks,
  platformWorkloadKind,
  playbookHandlersExist,
  playbookHostsKnown,
  probePathServed,
  productionServer,
  programStays,
  quotesNotKept,
  relabelLabelsKnown,
  renovateFilesMatch,
  renovateManagersKnown,
  replicaLogsIn,
  restoreFitsDump,
  rolloutKindServed,
  scriptClusterChosen,
  scriptLinesRun,
  scriptOrder,
  scriptPathsExist,
  scriptPinsCharts,
  scriptRepeatable,
  scriptRespectsGitops,
  scriptValuesOwn,
  scriptVariableGiven,
  sedFindsImage,
  settingsInSection,
  settingsValid,
  shellDialect,
  shellEncodesPlain,
  shellFailureCounts,
  shellHomeExpands,
  shellInstalls,
  shellParses,
  shellPipeFails,
  shellSafeRemoval,
  shellVariableSet,
  siteFolderCopied,
  skaffoldProfileExists,
  springFilesRead,
  springSettingsBind,
  springSettingsCurrent,
  storeSettingsKnown,
  terraformBlocksSound,
  terraformKindsFirst,
  terraformNamespaceMade,
  terraformNetworksFit,
  terraformOutputDeclared,
  terraformPartsOnce,
  terraformProviderConfigured,
  terraformProvidersFit,
  terraformReferencesDeclared,
  terraformSecretTyped,
  terraformSensitiveMarked,
  terraformStateOwn,
  terraformValuesFit,
  terraformValuesGiven,
  terraformVersionFits,
  textParses,
  valueExpands,
  variableExpands,
  variablesAtBuild,
  veleroNamesExist,
  waitConditionKnown,
];

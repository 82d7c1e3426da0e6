import type { Rule } from '../../rule.ts';
import { actuatorAnswers } from './actuator-answers.ts';
import { awsKeysNamed } from './aws-keys-named.ts';
import { builtImageHasProgram } from './built-image-has-program.ts';
import { cleanupMatchesNames } from './cleanup-matches-names.ts';
import { commandFitsPods } from './command-fits-pods.ts';
import { commandFolderExists } from './command-folder-exists.ts';
import { commandNamesExist } from './command-names-exist.ts';
import { commandNamespaceKnown } from './command-namespace-known.ts';
import { commandReachesPods } from './command-reaches-pods.ts';
import { commandSelectsPods } from './command-selects-pods.ts';
import { commandSplits } from './command-splits.ts';
import { commandUndone } from './command-undone.ts';
import { commandWordsServed } from './command-words-served.ts';
import { dateFormatMeant } from './date-format-meant.ts';
import { dockerfileBuilds } from './dockerfile-builds.ts';
import { dockerfileCopiesExist } from './dockerfile-copies-exist.ts';
import { dockerfileStarts } from './dockerfile-starts.ts';
import { downloadComplete } from './download-complete.ts';
import { etcdSnapshotCommands } from './etcd-snapshot-commands.ts';
import { givenConfigRead } from './given-config-read.ts';
import { heapFitsMemory } from './heap-fits-memory.ts';
import { helmCallsWork } from './helm-calls-work.ts';
import { helmChartsFound } from './helm-charts-found.ts';
import { hostLineFits } from './host-line-fits.ts';
import { imageHasProgram } from './image-has-program.ts';
import { imageSettingsRead } from './image-settings-read.ts';
import { imageStagesFit } from './image-stages-fit.ts';
import { listenPortDeclared } from './listen-port-declared.ts';
import { listensToOthers } from './listens-to-others.ts';
import { nginxBlocksNested } from './nginx-blocks-nested.ts';
import { nginxListens } from './nginx-listens.ts';
import { nginxParses } from './nginx-parses.ts';
import { nginxProxiesMesh } from './nginx-proxies-mesh.ts';
import { nginxResolves } from './nginx-resolves.ts';
import { nginxRootFilled } from './nginx-root-filled.ts';
import { nginxStatusServed } from './nginx-status-served.ts';
import { nodeAddressPort } from './node-address-port.ts';
import { nodeLabelCurrent } from './node-label-current.ts';
import { nodeSetupWorks } from './node-setup-works.ts';
import { probePathServed } from './probe-path-served.ts';
import { productionServer } from './production-server.ts';
import { programStays } from './program-stays.ts';
import { relabelLabelsKnown } from './relabel-labels-known.ts';
import { restoreFitsDump } from './restore-fits-dump.ts';
import { rolloutKindServed } from './rollout-kind-served.ts';
import { scriptClusterChosen } from './script-cluster-chosen.ts';
import { scriptOrder } from './script-order.ts';
import { scriptPathsExist } from './script-paths-exist.ts';
import { scriptPinsCharts } from './script-pins-charts.ts';
import { scriptRepeatable } from './script-repeatable.ts';
import { scriptRespectsGitops } from './script-respects-gitops.ts';
import { scriptVariableGiven } from './script-variable-given.ts';
import { sedFindsImage } from './sed-finds-image.ts';
import { settingsInSection } from './settings-in-section.ts';
import { settingsValid } from './settings-valid.ts';
import { shellDialect } from './shell-dialect.ts';
import { shellEncodesPlain } from './shell-encodes-plain.ts';
import { shellFailureCounts } from './shell-failure-counts.ts';
import { shellInstalls } from './shell-installs.ts';
import { shellParses } from './shell-parses.ts';
import { shellPipeFails } from './shell-pipe-fails.ts';
import { shellSafeRemoval } from './shell-safe-removal.ts';
import { shellVariableSet } from './shell-variable-set.ts';
import { terraformBlocksSound } from './terraform-blocks-sound.ts';
import { terraformNetworksFit } from './terraform-networks-fit.ts';
import { terraformOutputDeclared } from './terraform-output-declared.ts';
import { terraformReferencesDeclared } from './terraform-references-declared.ts';
import { terraformValuesFit } from './terraform-values-fit.ts';
import { textParses } from './text-parses.ts';
import { valueExpands } from './value-expands.ts';
import { variableExpands } from './variable-expands.ts';
import { waitConditionKnown } from './wait-condition-known.ts';

/** Configuration and commands inside objects. */
export const textsRules: readonly Rule[] = [
  actuatorAnswers,
  awsKeysNamed,
  builtImageHasProgram,
  cleanupMatchesNames,
  commandFitsPods,
  commandFolderExists,
  commandNamesExist,
  commandNamespaceKnown,
  commandReachesPods,
  commandSelectsPods,
  commandSplits,
  commandUndone,
  commandWordsServed,
  dateFormatMeant,
  dockerfileBuilds,
  dockerfileCopiesExist,
  dockerfileStarts,
  downloadComplete,
  etcdSnapshotCommands,
  givenConfigRead,
  heapFitsMemory,
  helmCallsWork,
  helmChartsFound,
  hostLineFits,
  imageHasProgram,
  imageSettingsRead,
  imageStagesFit,
  listenPortDeclared,
  listensToOthers,
  nginxBlocksNested,
  nginxListens,
  nginxParses,
  nginxProxiesMesh,
  nginxResolves,
  nginxRootFilled,
  nginxStatusServed,
  nodeAddressPort,
  nodeLabelCurrent,
  nodeSetupWorks,
  probePathServed,
  productionServer,
  programStays,
  relabelLabelsKnown,
  restoreFitsDump,
  rolloutKindServed,
  scriptClusterChosen,
  scriptOrder,
  scriptPathsExist,
  scriptPinsCharts,
  scriptRepeatable,
  scriptRespectsGitops,
  scriptVariableGiven,
  sedFindsImage,
  settingsInSection,
  settingsValid,
  shellDialect,
  shellEncodesPlain,
  shellFailureCounts,
  shellInstalls,
  shellParses,
  shellPipeFails,
  shellSafeRemoval,
  shellVariableSet,
  terraformBlocksSound,
  terraformNetworksFit,
  terraformOutputDeclared,
  terraformReferencesDeclared,
  terraformValuesFit,
  textParses,
  valueExpands,
  variableExpands,
  waitConditionKnown,
];

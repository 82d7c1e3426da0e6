import type { Rule } from '../../rule.ts';
import { builtImageHasProgram } from './built-image-has-program.ts';
import { cleanupMatchesNames } from './cleanup-matches-names.ts';
import { commandFitsPods } from './command-fits-pods.ts';
import { commandFolderExists } from './command-folder-exists.ts';
import { commandNamesExist } from './command-names-exist.ts';
import { commandSelectsPods } from './command-selects-pods.ts';
import { commandSplits } from './command-splits.ts';
import { dockerfileCopiesExist } from './dockerfile-copies-exist.ts';
import { downloadComplete } from './download-complete.ts';
import { etcdSnapshotCommands } from './etcd-snapshot-commands.ts';
import { heapFitsMemory } from './heap-fits-memory.ts';
import { helmCallsWork } from './helm-calls-work.ts';
import { helmChartsFound } from './helm-charts-found.ts';
import { imageHasProgram } from './image-has-program.ts';
import { imageSettingsRead } from './image-settings-read.ts';
import { listenPortDeclared } from './listen-port-declared.ts';
import { nginxListens } from './nginx-listens.ts';
import { nginxParses } from './nginx-parses.ts';
import { nginxProxiesMesh } from './nginx-proxies-mesh.ts';
import { nginxResolves } from './nginx-resolves.ts';
import { nginxStatusServed } from './nginx-status-served.ts';
import { nodeAddressPort } from './node-address-port.ts';
import { nodeSetupWorks } from './node-setup-works.ts';
import { probePathServed } from './probe-path-served.ts';
import { relabelLabelsKnown } from './relabel-labels-known.ts';
import { scriptOrder } from './script-order.ts';
import { scriptPathsExist } from './script-paths-exist.ts';
import { scriptPinsCharts } from './script-pins-charts.ts';
import { scriptRepeatable } from './script-repeatable.ts';
import { scriptRespectsGitops } from './script-respects-gitops.ts';
import { sedFindsImage } from './sed-finds-image.ts';
import { shellFailureCounts } from './shell-failure-counts.ts';
import { shellInstalls } from './shell-installs.ts';
import { shellParses } from './shell-parses.ts';
import { shellPipeFails } from './shell-pipe-fails.ts';
import { shellSafeRemoval } from './shell-safe-removal.ts';
import { shellVariableSet } from './shell-variable-set.ts';
import { terraformNetworksFit } from './terraform-networks-fit.ts';
import { terraformReferencesDeclared } from './terraform-references-declared.ts';
import { textParses } from './text-parses.ts';
import { valueExpands } from './value-expands.ts';
import { variableExpands } from './variable-expands.ts';

/** Configuration and commands inside objects. */
export const textsRules: readonly Rule[] = [
  builtImageHasProgram,
  cleanupMatchesNames,
  commandFitsPods,
  commandFolderExists,
  commandNamesExist,
  commandSelectsPods,
  commandSplits,
  dockerfileCopiesExist,
  downloadComplete,
  etcdSnapshotCommands,
  heapFitsMemory,
  helmCallsWork,
  helmChartsFound,
  imageHasProgram,
  imageSettingsRead,
  listenPortDeclared,
  nginxListens,
  nginxParses,
  nginxProxiesMesh,
  nginxResolves,
  nginxStatusServed,
  nodeAddressPort,
  nodeSetupWorks,
  probePathServed,
  relabelLabelsKnown,
  scriptOrder,
  scriptPathsExist,
  scriptPinsCharts,
  scriptRepeatable,
  scriptRespectsGitops,
  sedFindsImage,
  shellFailureCounts,
  shellInstalls,
  shellParses,
  shellPipeFails,
  shellSafeRemoval,
  shellVariableSet,
  terraformNetworksFit,
  terraformReferencesDeclared,
  textParses,
  valueExpands,
  variableExpands,
];

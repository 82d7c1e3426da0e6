import type { Rule } from '../../rule.ts';
import { commandFolderExists } from './command-folder-exists.ts';
import { commandNamesExist } from './command-names-exist.ts';
import { commandSelectsPods } from './command-selects-pods.ts';
import { commandSplits } from './command-splits.ts';
import { dockerfileCopiesExist } from './dockerfile-copies-exist.ts';
import { etcdSnapshotCommands } from './etcd-snapshot-commands.ts';
import { heapFitsMemory } from './heap-fits-memory.ts';
import { imageHasProgram } from './image-has-program.ts';
import { listenPortDeclared } from './listen-port-declared.ts';
import { nginxListens } from './nginx-listens.ts';
import { nginxParses } from './nginx-parses.ts';
import { nginxProxiesMesh } from './nginx-proxies-mesh.ts';
import { nginxResolves } from './nginx-resolves.ts';
import { nginxStatusServed } from './nginx-status-served.ts';
import { relabelLabelsKnown } from './relabel-labels-known.ts';
import { scriptPathsExist } from './script-paths-exist.ts';
import { scriptPinsCharts } from './script-pins-charts.ts';
import { scriptRespectsGitops } from './script-respects-gitops.ts';
import { shellFailureCounts } from './shell-failure-counts.ts';
import { shellInstalls } from './shell-installs.ts';
import { shellParses } from './shell-parses.ts';
import { shellPipeFails } from './shell-pipe-fails.ts';
import { shellSafeRemoval } from './shell-safe-removal.ts';
import { terraformReferencesDeclared } from './terraform-references-declared.ts';
import { textParses } from './text-parses.ts';
import { valueExpands } from './value-expands.ts';
import { variableExpands } from './variable-expands.ts';

/** Configuration and commands inside objects. */
export const textsRules: readonly Rule[] = [
  commandFolderExists,
  commandNamesExist,
  commandSelectsPods,
  commandSplits,
  dockerfileCopiesExist,
  etcdSnapshotCommands,
  heapFitsMemory,
  imageHasProgram,
  listenPortDeclared,
  nginxListens,
  nginxParses,
  nginxProxiesMesh,
  nginxResolves,
  nginxStatusServed,
  relabelLabelsKnown,
  scriptPathsExist,
  scriptPinsCharts,
  scriptRespectsGitops,
  shellFailureCounts,
  shellInstalls,
  shellParses,
  shellPipeFails,
  shellSafeRemoval,
  terraformReferencesDeclared,
  textParses,
  valueExpands,
  variableExpands,
];

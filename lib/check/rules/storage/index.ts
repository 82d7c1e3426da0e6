import type { Rule } from '../../rule.ts';
import { backupElsewhere } from './backup-elsewhere.ts';
import { backupTargetSet } from './backup-target-set.ts';
import { backupTargetValid } from './backup-target-valid.ts';
import { backupsCleared } from './backups-cleared.ts';
import { bucketExists } from './bucket-exists.ts';
import { chartDataPersistent } from './chart-data-persistent.ts';
import { claimFilesAgree } from './claim-files-agree.ts';
import { claimFitsRange } from './claim-fits-range.ts';
import { claimFitsVolume } from './claim-fits-volume.ts';
import { claimModeOffered } from './claim-mode-offered.ts';
import { claimModeUsed } from './claim-mode-used.ts';
import { claimSelectorStatic } from './claim-selector-static.ts';
import { claimShared } from './claim-shared.ts';
import { claimTemplateMounted } from './claim-template-mounted.ts';
import { claimWaitsScheduler } from './claim-waits-scheduler.ts';
import { classExpands } from './class-expands.ts';
import { cleanupFindsFiles } from './cleanup-finds-files.ts';
import { composeDataKept } from './compose-data-kept.ts';
import { configChangeArrives } from './config-change-arrives.ts';
import { copyKeepsOlder } from './copy-keeps-older.ts';
import { dataDirectoryEmpty } from './data-directory-empty.ts';
import { dataPersistent } from './data-persistent.ts';
import { databaseBackedUp } from './database-backed-up.ts';
import { databasePersistent } from './database-persistent.ts';
import { databaseScriptsRun } from './database-scripts-run.ts';
import { dumpFitsServer } from './dump-fits-server.ts';
import { dumpUserMay } from './dump-user-may.ts';
import { externalSecretKept } from './external-secret-kept.ts';
import { fileDatabaseSingle } from './file-database-single.ts';
import { hostFilesMounted } from './host-files-mounted.ts';
import { lifecycleSparesData } from './lifecycle-spares-data.ts';
import { lockLeftAlone } from './lock-left-alone.ts';
import { longhornClassWorks } from './longhorn-class-works.ts';
import { longhornSettingKnown } from './longhorn-setting-known.ts';
import { machinesMountVolumes } from './machines-mount-volumes.ts';
import { memoryVolumeLimited } from './memory-volume-limited.ts';
import { mountHidesFiles } from './mount-hides-files.ts';
import { mountedConfigKept } from './mounted-config-kept.ts';
import { noNodeStorage } from './no-node-storage.ts';
import { oneDefaultClass } from './one-default-class.ts';
import { positionsKept } from './positions-kept.ts';
import { recurringJobCovers } from './recurring-job-covers.ts';
import { schemaSurvivesStart } from './schema-survives-start.ts';
import { scratchShared } from './scratch-shared.ts';
import { snapshotFitsVolume } from './snapshot-fits-volume.ts';
import { statePerPod } from './state-per-pod.ts';
import { storageClassWorks } from './storage-class-works.ts';
import { vaultSnapshotWorks } from './vault-snapshot-works.ts';
import { veleroCopiesVolumes } from './velero-copies-volumes.ts';
import { veleroHookRuns } from './velero-hook-runs.ts';
import { veleroProfileRead } from './velero-profile-read.ts';
import { veleroReachesData } from './velero-reaches-data.ts';
import { veleroScheduleWorks } from './velero-schedule-works.ts';
import { veleroSnapshotClass } from './velero-snapshot-class.ts';
import { volumeCopiesFit } from './volume-copies-fit.ts';
import { volumeJobsRead } from './volume-jobs-read.ts';
import { volumeNodeExists } from './volume-node-exists.ts';
import { volumeWritable } from './volume-writable.ts';
import { volumesFitDisks } from './volumes-fit-disks.ts';

/** What outlives a pod. */
export const storageRules: readonly Rule[] = [
  backupElsewhere,
  backupTargetSet,
  backupTargetValid,
  backupsCleared,
  bucketExists,
  chartDataPersistent,
  claimFilesAgree,
  claimFitsRange,
  claimFitsVolume,
  claimModeOffered,
  claimModeUsed,
  claimSelectorStatic,
  claimShared,
  claimTemplateMounted,
  claimWaitsScheduler,
  classExpands,
  cleanupFindsFiles,
  composeDataKept,
  configChangeArrives,
  copyKeepsOlder,
  dataDirectoryEmpty,
  dataPersistent,
  databaseBackedUp,
  databasePersistent,
  databaseScriptsRun,
  dumpFitsServer,
  dumpUserMay,
  externalSecretKept,
  fileDatabaseSingle,
  hostFilesMounted,
  lifecycleSparesData,
  lockLeftAlone,
  longhornClassWorks,
  longhornSettingKnown,
  machinesMountVolumes,
  memoryVolumeLimited,
  mountHidesFiles,
  mountedConfigKept,
  noNodeStorage,
  oneDefaultClass,
  positionsKept,
  recurringJobCovers,
  schemaSurvivesStart,
  scratchShared,
  snapshotFitsVolume,
  statePerPod,
  storageClassWorks,
  vaultSnapshotWorks,
  veleroCopiesVolumes,
  veleroHookRuns,
  veleroProfileRead,
  veleroReachesData,
  veleroScheduleWorks,
  veleroSnapshotClass,
  volumeCopiesFit,
  volumeJobsRead,
  volumeNodeExists,
  volumeWritable,
  volumesFitDisks,
];

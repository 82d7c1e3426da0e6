import type { Rule } from '../../rule.ts';
import { backupElsewhere } from './backup-elsewhere.ts';
import { chartDataPersistent } from './chart-data-persistent.ts';
import { claimModeOffered } from './claim-mode-offered.ts';
import { claimShared } from './claim-shared.ts';
import { claimTemplateMounted } from './claim-template-mounted.ts';
import { configChangeArrives } from './config-change-arrives.ts';
import { dataPersistent } from './data-persistent.ts';
import { databaseBackedUp } from './database-backed-up.ts';
import { databasePersistent } from './database-persistent.ts';
import { memoryVolumeLimited } from './memory-volume-limited.ts';
import { noNodeStorage } from './no-node-storage.ts';
import { oneDefaultClass } from './one-default-class.ts';
import { positionsKept } from './positions-kept.ts';
import { recurringJobCovers } from './recurring-job-covers.ts';
import { volumeCopiesFit } from './volume-copies-fit.ts';
import { volumesFitDisks } from './volumes-fit-disks.ts';

/** What outlives a pod. */
export const storageRules: readonly Rule[] = [
  backupElsewhere,
  chartDataPersistent,
  claimModeOffered,
  claimShared,
  claimTemplateMounted,
  configChangeArrives,
  dataPersistent,
  databaseBackedUp,
  databasePersistent,
  memoryVolumeLimited,
  noNodeStorage,
  oneDefaultClass,
  positionsKept,
  recurringJobCovers,
  volumeCopiesFit,
  volumesFitDisks,
];

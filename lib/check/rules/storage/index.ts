import type { Rule } from '../../rule.ts';
import { databasePersistent } from './database-persistent.ts';
import { noNodeStorage } from './no-node-storage.ts';

/** What outlives a pod. */
export const storageRules: readonly Rule[] = [
  databasePersistent,
  noNodeStorage,
];

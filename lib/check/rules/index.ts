import type { Rule } from '../rule.ts';
import { deliveryRules } from './delivery/index.ts';
import { meshRules } from './mesh/index.ts';
import { networkRules } from './network/index.ts';
import { referencesRules } from './references/index.ts';
import { schedulingRules } from './scheduling/index.ts';
import { securityRules } from './security/index.ts';
import { storageRules } from './storage/index.ts';

/** The families of rules, by the folder that each stands in. */
export const FAMILIES = {
  delivery: deliveryRules,
  mesh: meshRules,
  network: networkRules,
  references: referencesRules,
  scheduling: schedulingRules,
  security: securityRules,
  storage: storageRules,
} as const satisfies Readonly<Record<string, readonly Rule[]>>;

/** Every rule, by id in code unit order. */
export const rules: readonly Rule[] = Object.values(FAMILIES)
  .flat()
  .sort((a, b) => (a.id < b.id ? -1 : 1));

import type { Rule } from '../rule.ts';
import { clustersRules } from './clusters/index.ts';
import { deliveryRules } from './delivery/index.ts';
import { filesRules } from './files/index.ts';
import { meshRules } from './mesh/index.ts';
import { networkRules } from './network/index.ts';
import { observabilityRules } from './observability/index.ts';
import { referencesRules } from './references/index.ts';
import { schedulingRules } from './scheduling/index.ts';
import { schemaRules } from './schema/index.ts';
import { securityRules } from './security/index.ts';
import { storageRules } from './storage/index.ts';
import { textsRules } from './texts/index.ts';

/** The families of rules, by the folder that each stands in. */
export const FAMILIES = {
  clusters: clustersRules,
  delivery: deliveryRules,
  files: filesRules,
  mesh: meshRules,
  network: networkRules,
  observability: observabilityRules,
  references: referencesRules,
  scheduling: schedulingRules,
  schema: schemaRules,
  security: securityRules,
  storage: storageRules,
  texts: textsRules,
} as const satisfies Readonly<Record<string, readonly Rule[]>>;

/** Every rule, by id in code unit order. */
export const rules: readonly Rule[] = Object.values(FAMILIES)
  .flat()
  .sort((a, b) => (a.id < b.id ? -1 : 1));

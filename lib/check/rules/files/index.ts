import type { Rule } from '../../rule.ts';
import { yamlKeysOnce } from './yaml-keys-once.ts';
import { yamlParses } from './yaml-parses.ts';

/** What holds for every file, whatever stands in it. */
export const filesRules: readonly Rule[] = [yamlKeysOnce, yamlParses];

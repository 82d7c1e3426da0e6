import type { Rule } from '../rule.ts';
import { serviceSelectsPods } from './service-selects-pods.ts';

/** Every rule, in alphabetical order. */
export const rules: readonly Rule[] = [serviceSelectsPods];

import { fields } from '../read.ts';

type Test = (self: unknown) => boolean;

/** At most one of these fields. */
function oneAtMost(...names: readonly string[]): Test {
  return (self) => names.filter((name) => Object.hasOwn(fields(self), name)).length <= 1;
}

/** Every key of a map. */
function keys(test: (key: string) => boolean): Test {
  return (self) => typeof self === 'object' && self !== null && !Array.isArray(self) && Object.keys(self).every(test);
}

/**
 * CEL rules that nearly every object of Istio meets, and what says for certain that one holds: then the evaluator, which takes as long
 * to start as everything else that is asked of a small tree, is not asked. Whatever is not certain it decides.
 */
const SURELY: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["!self.contains('*')", (self) => typeof self === 'string' && !self.includes('*')],
  ["self.all(key, !key.contains('*'))", keys((key) => !key.includes('*'))],
  ['self.all(key, key.size() != 0)', keys((key) => key !== '')],
  ["duration(self) >= duration('1ms')", (self) => typeof self === 'string' && /^[1-9]\d{0,5}(?:ms|s|m|h)$/.test(self)],
  ['(has(self.selector)?1:0)+(has(self.targetRef)?1:0)+(has(self.targetRefs)?1:0)<=1', oneAtMost('selector', 'targetRef', 'targetRefs')],
  ['(has(self.workloadSelector)?1:0)+(has(self.endpoints)?1:0)<=1', oneAtMost('workloadSelector', 'endpoints')],
  [
    '(has(self.selector) && has(self.selector.matchLabels) && self.selector.matchLabels.size() > 0) || !has(self.portLevelMtls)',
    (self) => !Object.hasOwn(fields(self), 'portLevelMtls'),
  ],
]);

/** Whether a rule holds of a value for certain, in whatever way it is evaluated. */
export function surelyHolds(rule: string, self: unknown): boolean {
  return SURELY.get(rule)?.(self) === true;
}

/** The rules of which that can be said. */
export const SURE_RULES: readonly string[] = [...SURELY.keys()];

import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** `result` itself is compared, not an element or a length of it. */
const WHOLE = /(?<![\w.(])result\s*(?:[<>]=?|[!=]=)|(?:[<>]=?|[!=]=)\s*result\b(?!\s*[[.(])/;
const ELEMENT = /\bresult\s*\[/;

export const analysisConditionsDecide = defineRule({
  id: 'analysis-conditions-decide',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/AnalysisTemplate', 'argoproj.io/v1alpha1/ClusterAnalysisTemplate'],
  asks: 'The conditions of an analysis read the result as its provider gives it: Prometheus gives a list.',
  source:
    'https://argo-rollouts.readthedocs.io/en/stable/analysis/prometheus/; https://argo-rollouts.readthedocs.io/en/stable/features/analysis/#failure-conditions-and-failure-limit',
  *check({ object }) {
    for (const [index, metric] of itemsAt(object, 'spec.metrics').entries()) {
      const query = textAt(metric, 'provider.prometheus.query');
      if (query === undefined) continue;
      const path = `spec.metrics[${index}]`;
      const name = textAt(metric, 'name') ?? String(index);
      const isNumber = /^\s*scalar\s*\(/.test(query);
      for (const key of ['successCondition', 'failureCondition'] as const) {
        const condition = textAt(metric, key) ?? '';
        const wrong = isNumber ? ELEMENT.test(condition) : WHOLE.test(condition);
        if (!wrong) continue;
        yield {
          path: `${path}.${key}`,
          message: isNumber
            ? `${key} "${condition}" takes an element of a number (the query is scalar)`
            : `${key} "${condition}" compares the list that Prometheus answers with a number`,
          why: 'The expression cannot be evaluated: each measurement is an error, and after a few the release is aborted whatever its quality.',
          fix: isNumber ? 'Write result without an index.' : `Write ${condition.replace(/\bresult\b(?!\s*[[.(])/g, 'result[0]')}.`,
        };
      }
      if (at(metric, 'successCondition') !== undefined || at(metric, 'failureCondition') !== undefined) continue;
      yield {
        path,
        severity: 'warning',
        message: `metric ${name} has neither a successCondition nor a failureCondition`,
        why: 'Whatever Prometheus answers is a success: the analysis lets every release through.',
        fix: 'Add successCondition, such as result[0] >= 0.95.',
      };
    }
  },
});

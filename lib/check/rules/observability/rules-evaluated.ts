import { onlyAgent } from '../../observability/agents.ts';
import { defineRule } from '../../rule.ts';

export const rulesEvaluated = defineRule({
  id: 'rules-evaluated',
  severity: 'warning',
  kinds: ['monitoring.coreos.com/v1/PrometheusRule'],
  asks: 'Rules stand in a cluster in which something evaluates them: an agent does not.',
  source: 'https://prometheus.io/docs/prometheus/latest/prometheus_agent/; seed 004, L11',
  *check(_, world) {
    const agent = onlyAgent(world);
    if (agent === undefined) return;
    yield {
      path: 'spec.groups',
      message: `the Prometheus of this cluster is an agent (release ${agent}), which evaluates no rules`,
      why: 'The rules are taken and never looked at: no alert of them can ever fire, and recorded series do not exist.',
      fix: 'Put them where the metrics are stored: the central Prometheus, or the ruler of Thanos or Mimir.',
    };
  },
});

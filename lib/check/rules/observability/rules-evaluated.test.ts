import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { rulesEvaluated } from './rules-evaluated.ts';

const rule = kube('monitoring.coreos.com/v1/PrometheusRule', { name: 'app', namespace: 'monitoring' }, { spec: { groups: [] } });
const stack = (agentMode: boolean) => chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { agentMode } });

ruleCases(rulesEvaluated, {
  accepts: {
    'a Prometheus that evaluates': [stack(false), rule],
    'rules without any Prometheus in the tree': [rule],
    'an agent beside a ruler': [
      stack(true),
      kube('monitoring.coreos.com/v1/ThanosRuler', { name: 'ruler', namespace: 'monitoring' }),
      rule,
    ],
    'rules that a collector hands on': [
      stack(true),
      kube(
        'v1/ConfigMap',
        { name: 'alloy', namespace: 'monitoring' },
        { data: { 'config.alloy': 'mimir.rules.kubernetes "x" { address = "http://mimir" }' } },
      ),
      rule,
    ],
  },
  refuses: {
    'an agent alone': {
      given: [stack(true), rule],
      says: 'the Prometheus of this cluster is an agent (release kube-prometheus-stack), which evaluates no rules',
    },
  },
});

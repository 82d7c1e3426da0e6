import { alertOn } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertLabelsKept } from './alert-labels-kept.ts';

const shows = (expr: string, summary: string) => alertOn(expr, { annotations: { summary } });

ruleCases(alertLabelsKept, {
  accepts: {
    'labels of the grouping': [shows('sum by (pod) (a) > 1', '{{ $labels.pod }} is broken')],
    'labels of the target': [shows('rate(a_total[5m]) > 1', '{{ $labels.instance }} in {{ $labels.anything }}')],
    'labels that a join adds': [shows('sum by (pod) (a) * on (pod) group_left (node) b > 1', '{{ $labels.pod }} on {{ $labels.node }}')],
    'labels that absent() takes from its matchers': [shows('absent(up{job="web"})', '{{ $labels.job }} is gone')],
  },
  refuses: {
    'a label that was aggregated away': {
      given: [shows('sum by (namespace) (a) > 1', '{{ $labels.pod }} is broken')],
      says: 'alert Broken shows {{ $labels.pod }} in its summary; its query keeps namespace',
    },
    'no label at all': {
      given: [shows('sum(a) > 1', '{{ $labels.instance }} is broken')],
      says: 'alert Broken shows {{ $labels.instance }} in its summary; its query keeps no label',
    },
    'a slip': {
      given: [shows('sum by (service) (a) > 1', '{{ $labels.servce }} is broken')],
      says: 'alert Broken shows {{ $labels.servce }} in its summary; its query keeps service',
      fix: 'Did you mean "service"?',
    },
  },
});

import { alertOn } from '../../observability/testing.ts';
import { deployment, meshed, ruleCases } from '../../testing.ts';
import { reporterChosen } from './reporter-chosen.ts';

const mesh = [
  meshed('blog'),
  deployment({ namespace: 'blog', name: 'web' }),
  deployment({ namespace: 'blog', name: 'was', labels: { app: 'was' } }),
];
const sum = (matchers: string) => `sum(rate(istio_requests_total{${matchers}}[5m]))`;

ruleCases(reporterChosen, {
  accepts: {
    'one end': [...mesh, alertOn(`${sum('reporter="destination"')} > 100`)],
    'both, told apart': [...mesh, alertOn('sum by (reporter) (rate(istio_requests_total[5m])) > 100')],
    'a share': [...mesh, alertOn(`${sum('response_code=~"5.*"')} / ${sum('')} > 0.1`)],
    'the proxy of one pod': [...mesh, alertOn(`${sum('pod=~"was-.*"')} > 100`)],
    'a single workload in the mesh': [meshed('blog'), deployment({ namespace: 'blog' }), alertOn(`${sum('')} > 100`)],
  },
  refuses: {
    'a sum over both ends': {
      given: [...mesh, alertOn(`${sum('destination_workload="was"')} > 100`)],
      says: 'alert Broken sums istio_requests_total without saying which end reports it',
    },
  },
});

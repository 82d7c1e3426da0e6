import { kube, ruleCases } from '../../testing.ts';
import { panelQueriesFit } from './panel-queries-fit.ts';

const dashboard = (expr: string, variable: object = { multi: true }, more: readonly object[] = []) =>
  kube(
    'v1/ConfigMap',
    { name: 'board', namespace: 'monitoring' },
    {
      data: {
        'a.json': JSON.stringify({
          title: 'Web',
          uid: 'web',
          schemaVersion: 39,
          templating: { list: [{ name: 'service', ...variable }] },
          panels: [{ type: 'timeseries', title: 'Rate', targets: [{ refId: 'A', expr }, ...more] }],
        }),
      },
    },
  );

ruleCases(panelQueriesFit, {
  accepts: {
    'a pattern': [dashboard('up{service=~"$service"}'), dashboard('up{service=~"${service:regex}"}')],
    'a variable of one value': [dashboard('up{service="$service"}', {})],
    'letters of their own': [dashboard('up', {}, [{ refId: 'B', expr: 'up' }])],
  },
  refuses: {
    'a comparison with one value': {
      given: [dashboard('rate(a_total{service="$service"}[5m])')],
      says: 'panel "Rate" of dashboard "Web" compares service with = to $service, which may have several values',
      fix: 'Write service=~"$service".',
    },
    'the choice of all': {
      given: [dashboard('up{job="${service}"}', { includeAll: true })],
      says: 'panel "Rate" of dashboard "Web" compares job with = to $service, which may have several values',
    },
    'one letter for two': {
      given: [dashboard('up', {}, [{ refId: 'A', expr: 'vector(0)' }])],
      says: 'panel "Rate" of dashboard "Web" has two queries with the letter A',
    },
  },
});

import { dashboardOf } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { dashboardLoads } from './dashboard-loads.ts';

const second = (title: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'other', namespace: 'monitoring' },
    { data: { 'a.json': JSON.stringify({ title, uid: 'blog', schemaVersion: 39, panels: [] }) } },
  );

ruleCases(dashboardLoads, {
  accepts: {
    'variables that it has': [dashboardOf(['up{namespace="$namespace"} > ${namespace:value}'])],
    'variables of Grafana': [dashboardOf(['rate(a_total[$__rate_interval]) / ${__range_s} + label_replace(up, "a", "$1", "b", "(.*)$")'])],
    'the same dashboard twice': [dashboardOf(['up']), second('Blog')],
    'an input that is a variable': [
      dashboardOf(['up'], {
        __inputs: [{ name: 'DS_PROMETHEUS' }],
        templating: { list: [{ name: 'DS_PROMETHEUS', type: 'datasource', query: 'prometheus' }] },
      }),
    ],
  },
  refuses: {
    'a variable that it has not': {
      given: [dashboardOf(['up{namespace="$namspace"}'])],
      says: 'panel "Panel 1" of dashboard "Blog" uses $namspace, and the dashboard has no such variable; it has namespace',
      fix: 'Did you mean "$namespace"?',
    },
    'a uid of another': {
      given: [dashboardOf(['up']), second('Shop')],
      says: ['the dashboards "Blog" and "Shop" have the same uid "blog"', 'the dashboards "Shop" and "Blog" have the same uid "blog"'],
    },
    'an input that nobody fills in': {
      given: [
        dashboardOf([], {
          __inputs: [{ name: 'DS_PROMETHEUS', type: 'datasource' }],
          panels: [{ title: 'A', datasource: '${DS_PROMETHEUS}', targets: [] }],
        }),
      ],
      says: 'the dashboard "Blog" leaves ${DS_PROMETHEUS} open, which only an import by hand fills in',
    },
    'what the API takes': {
      given: [
        kube(
          'v1/ConfigMap',
          { namespace: 'monitoring' },
          { data: { 'a.json': JSON.stringify({ dashboard: { title: 'Blog', panels: [] }, overwrite: true }) } },
        ),
      ],
      says: 'the dashboard "Blog" stands within {"dashboard": …}, as the API takes it',
    },
    'no title': { given: [dashboardOf(['up'], { title: '' })], says: 'the dashboard has no title' },
  },
});

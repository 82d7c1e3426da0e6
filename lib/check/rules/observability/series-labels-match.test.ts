import { alertOn, dashboardOf, rulesObject } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { seriesLabelsMatch } from './series-labels-match.ts';

ruleCases(seriesLabelsMatch, {
  accepts: {
    'two exporters, by labels that both have': [
      alertOn(
        'container_memory_working_set_bytes / on (namespace, pod, container) kube_pod_container_resource_limits{resource="memory"} > 0.8',
      ),
    ],
    'an object on the side of one, by its name': [
      alertOn('sum by (namespace, pod) (rate(a_total[5m])) * on (namespace, pod) group_left (node) kube_pod_info > 1'),
      alertOn('kube_pod_info * on (node) group_left (label_zone) kube_node_labels == 1'),
      alertOn('sum by (namespace) (a) * on (namespace) group_left () max by (namespace) (kube_pod_info) > 1'),
      alertOn('a * on (namespace) group_left (pod) kube_pod_info{created_by_name="web"} > 1'),
    ],
    'containers on the side of many': [
      alertOn('increase(kube_pod_container_status_restarts_total[1h]) * on (namespace, pod) group_left (owner_name) kube_pod_owner > 3'),
      alertOn('increase(kube_pod_container_status_restarts_total{container="web"}[1h]) * on (namespace, pod) kube_pod_owner > 3'),
    ],
    'two metrics of one exporter': [alertOn('container_memory_working_set_bytes / container_spec_memory_limit_bytes > 0.8')],
    'both sides by the same labels': [alertOn('sum by (pod) (a_total) / sum by (pod) (b_total) > 1')],
    'both without labels': [alertOn('sum(a_total) / sum(b_total) > 1 and count(c) > 0')],
    'a label that is named': [alertOn('sum by (pod, node) (a) * on (pod) group_left (zone) sum by (pod, zone) (b) > 1')],
    'on no label': [alertOn('a / on () group_left sum(b) > 1')],
    'something else for nothing': [alertOn('sum by (pod) (a) or vector(0)')],
    'a number in the place of a sum without labels': [
      rulesObject({ record: 'a:ratio', expr: '1 - (sum(rate(a_total[5m])) or vector(0)) / sum(rate(b_total[5m]))' }),
    ],
    'a number beside numbers': [rulesObject({ record: 'a:rate', expr: '(sum by (job) (rate(a_total[5m])) or vector(0)) * 100 > 5' })],
    'zeros that have the labels': [
      rulesObject({ record: 'a:ratio', expr: '(sum by (job) (a) or 0 * sum by (job) (b)) / sum by (job) (b)' }),
    ],
    'a number for a side that is matched by no label': [
      rulesObject({ record: 'a:ratio', expr: '(sum by (job) (a) or vector(0)) / on () group_left sum(b)' }),
    ],
    'two metrics of one target': [alertOn('a / b > 1 and up == 1')],
    'a number': [alertOn('sum by (pod) (a) / 5 > scalar(sum(b))')],
    'a variable': [dashboardOf(['sum by ($group) (a) / sum by (pod) (b)'])],
    'a metric that a rule records with this label': [
      rulesObject(
        { record: 'pod:a:sum', expr: 'sum by (pod) (a)' },
        { alert: 'B', expr: 'pod:a:sum / sum by (pod) (b) > 1', annotations: { a: 'b' } },
      ),
    ],
  },
  refuses: {
    'a number in the place of series with labels': {
      given: [
        rulesObject({
          record: 'a:available',
          expr: '1 - (sum by (job) (rate(a_total{code=~"5.."}[5m])) or vector(0)) / sum by (job) (rate(a_total[5m]))',
        }),
      ],
      says: 'rule a:available: vector(0) stands in for missing series, and has no label job by which "/" would match it',
    },
    'the same below a factor, matched by a label': {
      given: [dashboardOf(['100 * (sum by (pod, code) (a) or vector(0)) / on (pod) group_left sum by (pod) (b)'])],
      says: 'panel "Panel 1" of dashboard "Blog": vector(0) stands in for missing series, and has no label pod by which "/" would match it',
    },
    'the same for series as they are scraped': {
      given: [dashboardOf(['(rate(a_total[5m]) or vector(0)) / rate(b_total[5m])'])],
      says: 'panel "Panel 1" of dashboard "Blog": vector(0) stands in for missing series, and has no labels by which "/" would match it',
    },
    'many objects on the side of one': {
      given: [alertOn('sum by (namespace) (rate(a_total[5m])) * on (namespace) group_left (node) kube_pod_info > 1')],
      says: 'alert Broken: on (namespace) matches several series of kube_pod_info, one for each pod',
    },
    'containers by the pod that they share': {
      given: [
        alertOn(
          'increase(kube_pod_container_status_restarts_total{namespace="a"}[1h]) * on (namespace, pod) kube_pod_owner{namespace="a"} > 3',
        ),
      ],
      says: 'alert Broken: on (namespace, pod) matches several series of kube_pod_container_status_restarts_total, one for each container',
    },
    'nodes by the namespace of their exporter': {
      given: [alertOn('sum by (namespace) (a) / on (namespace) (kube_node_status_allocatable{resource="cpu"} == 1) > 1')],
      says: 'alert Broken: on (namespace) matches several series of kube_node_status_allocatable, one for each node',
    },
    'two exporters, by all labels': {
      given: [alertOn('container_memory_working_set_bytes{container!=""} / kube_pod_container_resource_limits{resource="memory"} > 0.8')],
      says: 'alert Broken: one side has the instance of cAdvisor, the other that of kube-state-metrics, so no two series ever match',
    },
    'a share of everything': {
      given: [alertOn('sum by (pod) (a) / sum(b) > 0.5')],
      says: 'alert Broken: only one side of "/" has the label pod, so no two series ever match',
    },
    'different labels': {
      given: [alertOn('sum by (pod) (a) > 1 and sum by (namespace) (b) > 1')],
      says: 'alert Broken: only one side of "and" has the label namespace, pod, so no two series ever match',
    },
    'a label that one side has lost': {
      given: [alertOn('sum by (node) (a) * on (pod) group_left sum by (pod) (b) > 1')],
      says: 'alert Broken: one side of "*" has no label pod, which on (…) compares, so no two series ever match',
    },
    'series against a sum': {
      given: [alertOn('rate(a_total[5m]) / sum(rate(a_total[5m])) > 0.5')],
      says: 'alert Broken: one side of "/" has lost all labels, the other has those of its series, so no two series ever match',
    },
    'an exception without effect': {
      given: [alertOn('sum by (pod) (a) > 1 unless sum(b) > 1')],
      says: 'alert Broken: only one side of "unless" has the label pod, so no two series ever match',
    },
    'a grouping by what is gone': {
      given: [dashboardOf(['max by (pod) (sum by (node) (a))'])],
      says: 'panel "Panel 1" of dashboard "Blog": max by (pod) groups by a label that was aggregated away before',
    },
    'a record that lost the label': {
      given: [rulesObject({ record: 'all:a:sum', expr: 'sum by (node) (a)' }), alertOn('all:a:sum / sum by (pod) (b) > 1')],
      says: 'alert Broken: only one side of "/" has the label node, pod, so no two series ever match',
    },
  },
});

import { alertOn } from '../../observability/testing.ts';
import { cronJob, kube, ruleCases } from '../../testing.ts';
import { completedPodsSpared } from './completed-pods-spared.ts';

const backup = cronJob({ name: 'backup', namespace: 'blog' });
const running = 'kube_pod_status_phase{namespace="blog", phase="Running"} == 0';

ruleCases(completedPodsSpared, {
  accepts: {
    'phases that are wrong': [backup, alertOn('kube_pod_status_phase{namespace="blog", phase=~"Pending|Unknown|Failed"} == 1')],
    'all but those that are right': [backup, alertOn('kube_pod_status_phase{phase!~"Running|Succeeded"} > 0')],
    'a sum over all pods': [backup, alertOn('sum(kube_pod_status_phase{namespace="blog", phase="Running"}) == 0')],
    'pods by their names': [backup, alertOn('kube_pod_status_phase{namespace="blog", pod=~"web-.*", phase="Running"} == 0')],
    'another namespace': [backup, alertOn('kube_pod_status_ready{namespace="shop", condition="true"} == 0')],
    'pods that are taken out': [
      backup,
      alertOn('kube_pod_status_ready{condition="true"} == 0 unless on (namespace, pod) kube_pod_status_phase{phase="Succeeded"} == 1'),
    ],
    'a job that keeps none': [cronJob({ name: 'backup', namespace: 'blog', spec: { successfulJobsHistoryLimit: 0 } }), alertOn(running)],
  },
  refuses: {
    'pods of an analysis': {
      given: [
        kube(
          'argoproj.io/v1alpha1/AnalysisTemplate',
          { name: 'smoke', namespace: 'blog' },
          { spec: { metrics: [{ name: 'smoke', provider: { job: { spec: {} } } }] } },
        ),
        alertOn('kube_pod_status_ready{namespace="blog", condition="true"} == 0'),
      ],
      says: 'alert Broken also means pods that are done, such as those of AnalysisTemplate smoke',
    },
    'pods that do not run': {
      given: [backup, alertOn(running)],
      says: 'alert Broken also means pods that are done, such as those of CronJob backup',
    },
    'every phase but one': {
      given: [backup, alertOn('kube_pod_status_phase{phase!="Running"} > 0')],
      says: 'alert Broken also means pods that are done, such as those of CronJob backup',
    },
    'pods that are not ready': {
      given: [backup, alertOn('max by (namespace, pod) (kube_pod_status_ready{condition="true"}) == 0')],
      says: 'alert Broken also means pods that are done, such as those of CronJob backup',
    },
  },
});

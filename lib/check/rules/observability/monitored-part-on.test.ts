import { alertOn, chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { monitoredPartOn } from './monitored-part-on.ts';

const stack = (values: object) => chartApplication('kube-prometheus-stack', 'monitoring', { ...values });
const off = stack({ kubeScheduler: { enabled: false } });
const up = alertOn('up{job="kube-scheduler"} == 0');

ruleCases(monitoredPartOn, {
  accepts: {
    'a part that is on': [stack({}), up],
    'a part that something else scrapes': [
      off,
      up,
      kube('monitoring.coreos.com/v1/ServiceMonitor', { name: 'kube-scheduler' }, { spec: { selector: { matchLabels: { app: 'x' } } } }),
    ],
    'a job of ones own': [
      stack({
        kubeScheduler: { enabled: false },
        prometheus: { prometheusSpec: { additionalScrapeConfigs: [{ job_name: 'kube-scheduler' }] } },
      }),
      up,
    ],
    'a pattern for several jobs': [off, alertOn('up{job=~"kube-scheduler|kubelet"} == 0')],
    'a part that another release brings': [
      stack({ nodeExporter: { enabled: false } }),
      chartApplication('prometheus-node-exporter', 'monitoring', {}, 'node-exporter'),
      alertOn('up{job="node-exporter"} == 0'),
    ],
  },
  refuses: {
    'an alert that never fires': {
      given: [off, up],
      says: 'alert Broken asks for job="kube-scheduler", and the values of kube-prometheus-stack switch it off (kubeScheduler.enabled: false)',
    },
    'an alert that always fires': {
      given: [stack({ kubeEtcd: { enabled: false } }), alertOn('absent(up{job="kube-etcd"} == 1)')],
      says: 'alert Broken asks for job="kube-etcd", and the values of kube-prometheus-stack switch it off (kubeEtcd.enabled: false)',
    },
  },
});

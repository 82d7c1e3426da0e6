import { chartApplication } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { operatorMountsFiles } from './operator-mounts-files.ts';

const stack = (file: string, alertmanagerSpec: object = {}) =>
  chartApplication('kube-prometheus-stack', 'monitoring', {
    alertmanager: {
      alertmanagerSpec,
      config: { route: { receiver: 'slack' }, receivers: [{ name: 'slack', slack_configs: [{ api_url_file: file }] }] },
    },
  });
const scraping = (prometheusSpec: object) =>
  chartApplication('kube-prometheus-stack', 'monitoring', {
    prometheus: {
      prometheusSpec: {
        additionalScrapeConfigs: [{ job_name: 'etcd', tls_config: { ca_file: '/etc/prometheus/secrets/etcd-certs/ca.crt' } }],
        ...prometheusSpec,
      },
    },
  });

ruleCases(operatorMountsFiles, {
  accepts: {
    'a Secret that is given': [stack('/etc/alertmanager/secrets/slack/url', { secrets: ['slack'] })],
    'a volume of its own': [
      stack('/etc/alertmanager/secrets/slack/url', { volumeMounts: [{ name: 'x', mountPath: '/etc/alertmanager/secrets/slack' }] }),
    ],
    'a file that is elsewhere': [stack('/etc/alertmanager/config/url')],
    'certificates that Prometheus is given': [scraping({ secrets: ['etcd-certs'] })],
  },
  refuses: {
    'a Secret that is not given': {
      given: [stack('/etc/alertmanager/secrets/slack/url')],
      says: 'Alertmanager is to read /etc/alertmanager/secrets/slack/url, and alertmanager.alertmanagerSpec.secrets mounts no Secret',
      fix: 'Add slack to alertmanager.alertmanagerSpec.secrets.',
    },
    'a file beside the folder of the Secret': {
      given: [stack('/etc/alertmanager/secrets/url', { secrets: ['slack'] })],
      says: 'Alertmanager is to read /etc/alertmanager/secrets/url, and alertmanager.alertmanagerSpec.secrets mounts slack',
      fix: 'Write /etc/alertmanager/secrets/slack/url.',
    },
    'certificates that Prometheus is not given': {
      given: [scraping({ secrets: ['etcd'] })],
      says: 'Prometheus is to read /etc/prometheus/secrets/etcd-certs/ca.crt, and prometheus.prometheusSpec.secrets mounts etcd',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { logFilesNamed } from './log-files-named.ts';

const promtail = (job: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'promtail', namespace: 'monitoring' },
    {
      data: {
        'promtail.yaml': `server: { http_listen_port: 9080 }\npositions: { filename: /run/promtail/positions.yaml }\nclients: [{ url: 'http://loki:3100/loki/api/v1/push' }]\nscrape_configs:\n  - job_name: pods\n${job}`,
      },
    },
  );
const pods = '    kubernetes_sd_configs: [{ role: pod }]\n';
const step = (target: string) => `    relabel_configs: [{ source_labels: [__meta_kubernetes_pod_uid], target_label: ${target} }]\n`;

ruleCases(logFilesNamed, {
  accepts: {
    'a step that gives the path': [promtail(`${pods}${step('__path__')}`)],
    'a label that gives the path': [promtail('    static_configs: [{ targets: [localhost], labels: { __path__: /var/log/*.log } }]\n')],
    'the journal, which is no file to name': [promtail('    journal: { max_age: 12h }\n')],
    'lines that others send': [promtail('    syslog: { listen_address: 0.0.0.0:1514 }\n')],
    'targets that a file lists with their labels': [promtail('    file_sd_configs: [{ files: [/etc/promtail/targets/*.yaml] }]\n')],
  },
  refuses: {
    'pods whose files nothing names': {
      given: [promtail(`${pods}${step('pod')}`)],
      says: 'job pods discovers pods, and nothing says in which files their lines are (__path__)',
    },
    'a target without files': {
      given: [promtail('    static_configs: [{ targets: [localhost], labels: { job: varlogs } }]\n')],
      says: 'job pods discovers targets, and nothing says in which files their lines are (__path__)',
    },
  },
});

import { deployment, kube, ruleCases } from '../../testing.ts';
import { exporterSectionRead } from './exporter-section-read.ts';

const exporter = (text: string, container: object = {}, key = '.my.cnf') => [
  deployment({
    container: { image: 'prom/mysqld-exporter:v0.16.0', volumeMounts: [{ name: 'c', mountPath: '/etc/exporter' }], ...container },
    pod: { volumes: [{ name: 'c', configMap: { name: 'cnf' } }] },
  }),
  kube('v1/ConfigMap', { name: 'cnf' }, { data: { [key]: text } }),
];

ruleCases(exporterSectionRead, {
  accepts: {
    'a section for clients': exporter('[client]\nuser = exporter\nhost = mysql\n'),
    'several servers': exporter('[client]\nuser = exporter\n[client.second]\nhost = other\n'),
    'a user as an option': exporter('[client]\nhost = mysql\n', { args: ['--mysqld.username=exporter'] }),
    'another file': exporter('key = value\n', {}, 'web.yaml'),
    'another program': exporter('[mysqld]\nport = 3306\n', { image: 'mysql:8.0' }),
  },
  refuses: {
    'a section of another client': {
      given: exporter('[mysql]\nuser = exporter\n'),
      says: '.my.cnf of ConfigMap cnf has [mysql], and the exporter reads [client]',
      fix: 'Call the section [client].',
    },
    'no section': {
      given: exporter('user = exporter\n'),
      says: '.my.cnf of ConfigMap cnf has no section, and the exporter reads [client]',
    },
    'no user': { given: exporter('[client]\nhost = mysql\n'), says: '.my.cnf of ConfigMap cnf has no user in [client]' },
  },
});

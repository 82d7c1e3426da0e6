import { kube, ruleCases } from '../../testing.ts';
import { chartPasswordSet } from './chart-password-set.ts';

const stack = (valuesObject: object, targetRevision = '65.1.0') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {},
    { spec: { destination: {}, source: { chart: 'kube-prometheus-stack', targetRevision, helm: { valuesObject } } } },
  );

ruleCases(chartPasswordSet, {
  accepts: {
    'a Secret': [stack({ grafana: { admin: { existingSecret: 'grafana-admin' } } })],
    'a password, of which another rule tells': [stack({ grafana: { adminPassword: 'x' } })],
    'a version that makes one of its own': [stack({ grafana: { ingress: { enabled: true } } }, '79.0.0')],
    'no Grafana': [stack({ grafana: { enabled: false } })],
    'a chart that makes a password of its own': [
      kube('slipway.dev/v1/HelmValues', { name: 'grafana/values' }, { values: { persistence: {} } }),
    ],
    'one of several files': [
      kube('slipway.dev/v1/HelmValues', { name: 'kube-prometheus-stack/rules-values' }, { values: { prometheus: {} } }),
    ],
  },
  refuses: {
    'the password of the chart': {
      given: [stack({ grafana: { ingress: { enabled: true } } })],
      says: 'Grafana keeps the password that the chart kube-prometheus-stack comes with',
    },
    Harbor: {
      given: [kube('slipway.dev/v1/HelmValues', { name: 'harbor/values' }, { values: { expose: {} } })],
      says: 'Harbor keeps the password that the chart harbor comes with',
      fix: 'Set existingSecretAdminPassword to a Secret.',
    },
  },
});

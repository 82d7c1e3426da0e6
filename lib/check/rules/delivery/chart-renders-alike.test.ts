import { kube, ruleCases } from '../../testing.ts';
import { chartRendersAlike } from './chart-renders-alike.ts';

const install = (chart: string, valuesObject: object, more: object = {}): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart },
    {
      spec: {
        source: { repoURL: 'https://charts.acme.io', chart, targetRevision: '1.0.0', helm: { valuesObject } },
        destination: { namespace: 'x' },
        ...more,
      },
    },
  );

ruleCases(chartRendersAlike, {
  accepts: {
    'certificates that a job makes': [
      install('cilium', { hubble: { tls: { auto: { method: 'cronJob' } } } }),
      install('cilium', { hubble: { enabled: false } }),
    ],
    'keys of a Secret': [
      install('kiali-server', { login_token: { signing_key: 'secret:kiali:key' } }),
      install('grafana', { admin: { existingSecret: 'grafana' } }),
    ],
    'a Secret that is ignored': [
      install('grafana', {}, { ignoreDifferences: [{ kind: 'Secret', name: 'grafana', jsonPointers: ['/data/admin-password'] }] }),
    ],
    'values that were not read': [
      install(
        'grafana',
        {},
        {
          source: {
            repoURL: 'https://charts.acme.io',
            chart: 'grafana',
            targetRevision: '1.0.0',
            helm: { valueFiles: ['$values/grafana.yaml'] },
          },
        },
      ),
    ],
    'a chart that draws nothing': [install('loki', {})],
  },
  refuses: {
    'certificates of Hubble': {
      given: [install('cilium', { hubble: { relay: { enabled: true } } })],
      says: 'chart cilium draws the certificates of Hubble (hubble.tls.auto.method is helm, the default) anew at each render',
    },
    'a password': {
      given: [install('grafana', { persistence: { enabled: true } })],
      says: 'chart grafana draws the password of the administrator anew at each render',
    },
  },
});

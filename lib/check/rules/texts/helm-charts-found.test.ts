import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { helmChartsFound } from './helm-charts-found.ts';

const script = (...lines: string[]) => inFile('addons/install.sh', documentObject('Script', 'addons/install', { text: lines.join('\n') }));
const values = (file: string, chart: string, given: object) =>
  inFile(`values/${file}`, documentObject('HelmValues', file, { chart, release: chart, values: given }, 'monitoring'));
const ofLoki = values('loki.yaml', 'loki', { loki: { auth_enabled: false }, singleBinary: { replicas: 1 } });

ruleCases(helmChartsFound, {
  accepts: {
    'values of the chart, and values of all': [
      ofLoki,
      values('common.yaml', 'loki', { global: { imageRegistry: 'r' }, tolerations: [] }),
      script(
        'helm upgrade --install loki grafana/loki -f values/loki.yaml -f values/common.yaml',
        'helm upgrade --install promtail grafana/promtail -f "$DIR/values/common.yaml"',
      ),
    ],
    'a mirror of charts': [script('helm repo add mirror https://charts.acme.example', 'helm install loki mirror/loki')],
  },
  refuses: {
    'a chart of somebody else': {
      given: [
        script(
          'helm repo add prometheus-community https://prometheus-community.github.io/helm-charts',
          'helm install loki prometheus-community/loki',
        ),
      ],
      says: 'line 2: helm install prometheus-community/loki, and loki is not in https://prometheus-community.github.io/helm-charts',
      fix: 'Add https://grafana-community.github.io/helm-charts, and take it from there.',
    },
    'a chart under a shorter name': {
      given: [
        script(
          'helm repo add prometheus-community https://prometheus-community.github.io/helm-charts',
          'helm install x prometheus-community/prometheus-stack',
        ),
      ],
      says: 'line 2: helm install prometheus-community/prometheus-stack, and https://prometheus-community.github.io/helm-charts is known to have kube-prometheus-stack',
      fix: 'Did you mean "prometheus-community/kube-prometheus-stack"?',
    },
    'an address that lacks a letter': {
      given: [script('helm repo add kiali https://kiali.org/helm-chart', 'helm install x kiali/kiali-server')],
      says: 'line 2: repository kiali is added from https://kiali.org/helm-chart, which is nearly https://kiali.org/helm-charts',
    },
    'values of another chart': {
      given: [ofLoki, script('helm upgrade --install promtail grafana/promtail -f ./values/loki.yaml')],
      says: 'line 1: helm upgrade promtail is given values/loki.yaml, whose values are those of chart loki',
      fix: 'Name the values of promtail.',
    },
  },
});

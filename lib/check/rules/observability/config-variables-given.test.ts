import { deployment, kube, ruleCases } from '../../testing.ts';
import { configVariablesGiven } from './config-variables-given.ts';

const sources = (url: string) =>
  kube('v1/ConfigMap', { name: 'config' }, { data: { 'sources.yaml': `apiVersion: 1\ndatasources:\n  - name: A\n    url: ${url}\n` } });
const loki = kube('v1/ConfigMap', { name: 'config' }, { data: { 'loki.yaml': 'server: {}\ncommon: { bucket: "${BUCKET}" }\n' } });
const collector = (variable: string) =>
  kube('v1/ConfigMap', { name: 'config' }, { data: { 'otel.yaml': `receivers: {}\nexporters: { otlp: { endpoint: "${variable}" } }\n` } });
const pod = (image: string, container: object = {}, more: object = {}) =>
  deployment({
    name: 'app',
    container: { image, ...container },
    pod: { volumes: [{ name: 'config', configMap: { name: 'config' } }], ...more },
  });
const given = (name: string) => ({ env: [{ name, value: 'x' }] });

ruleCases(configVariablesGiven, {
  accepts: {
    'a variable of the container': [sources('http://$HOST:9090'), pod('grafana/grafana:11.4.0', given('HOST'))],
    'variables of a Secret that is not here': [
      sources('http://$HOST:9090'),
      pod('grafana/grafana:11.4.0', { envFrom: [{ secretRef: { name: 'a' } }] }),
    ],
    'a dollar that is meant, and words of Grafana': [
      sources('http://a/$$HOST/$${__value.raw}/$__interval/$1'),
      pod('grafana/grafana:11.4.0'),
    ],
    'another program': [sources('http://$HOST:9090'), pod('acme/app:1')],
    'what is filled in before': [
      sources('http://$HOST:9090'),
      pod('grafana/grafana:11.4.0', {}, { initContainers: [{ name: 'fill', image: 'acme/envsubst:1' }] }),
    ],
    'Loki that fills in': [loki, pod('grafana/loki:3.3.2', { args: ['-config.expand-env=true'], ...given('BUCKET') })],
    'a default of a collector': [collector('${env:HOST:-tempo:4317}'), pod('otel/opentelemetry-collector-contrib:0.115.1')],
  },
  refuses: {
    'a variable that Grafana does not have': {
      given: [sources('http://$PROMETHEUS_HOST:9090'), pod('grafana/grafana:11.4.0', given('PROMETHEUS'))],
      says: 'sources.yaml names the variable PROMETHEUS_HOST, which container "app" of Deployment app does not have',
    },
    'a slip in the variable of a collector': {
      given: [collector('${env:TEMPO_HOST}'), pod('otel/opentelemetry-collector-contrib:0.115.1', given('TEMPO_HOTS'))],
      says: 'otel.yaml names the variable TEMPO_HOST, which container "app" of Deployment app does not have',
      fix: 'Did you mean "TEMPO_HOTS"?',
    },
    'Loki that fills in nothing': {
      given: [loki, pod('grafana/loki:3.3.2', given('BUCKET'))],
      says: 'loki.yaml names the variable BUCKET, and container "app" fills in none (-config.expand-env=true)',
    },
  },
});

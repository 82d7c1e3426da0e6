import { check } from '../../check.ts';
import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { helmValueKnown } from './helm-value-known.ts';

const app = (chart: string, targetRevision: string, valuesObject: object, repoURL?: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'x', namespace: 'argocd' },
    { spec: { source: { chart, targetRevision, repoURL, helm: { valuesObject } }, destination: { namespace: 'x' } } },
  );
const values = (file: string, content: object, about: object = {}) =>
  inFile(`${file}.yaml`, documentObject('HelmValues', file, { ...about, values: content }));
const PROMETHEUS = 'https://prometheus-community.github.io/helm-charts';

ruleCases(helmValueKnown, {
  accepts: {
    'values of the chart': [
      app('kube-prometheus-stack', '67.11.0', {
        grafana: { adminPassword: 'x', 'grafana.ini': { server: { root_url: 'x' } }, sidecar: { datasources: { enabled: true } } },
        prometheus: { prometheusSpec: { retention: '7d', resources: { requests: { cpu: 1 } }, externalLabels: { cluster: 'a' } } },
        defaultRules: { rules: { etcd: false } },
      }),
    ],
    'a free-form map': [app('istiod', '1.24.6', { meshConfig: { accessLogFile: '/dev/stdout', anything: { else: 1 } } })],
    'what every chart takes': [app('falco', '4.21.3', { global: { imageRegistry: 'x' }, 'x-anchors': { a: 1 } })],
    'a subchart whose keys are not known': [app('jaeger', '3.4.1', { cassandra: { config: { max_heap_size: '1g' } } })],
    'a key that another release has': [app('argo-cd', '9.0.0', { configs: { params: { 'server.insecure': true } } })],
    'a chart of the same name from elsewhere': [
      app('thanos', '15.0.0', { query: { enabled: true, dnsDiscovery: {} }, bucketweb: {} }, 'https://charts.bitnami.com/bitnami'),
      app('gateway', '1.0.0', { listeners: [1], hostname: 'x' }, 'https://charts.acme.example'),
    ],
    'values of a chart that nobody knows': [app('acme', '1.0.0', { resorces: {} })],
    'values of the chart beside them, which passes them on': [
      inFile(
        'apps/falco/Chart.yaml',
        documentObject('Config', 'apps/falco/Chart', { content: { name: 'falco', dependencies: [{ name: 'falco' }] } }),
      ),
      values('apps/falco/values', { falco: { driver: { kind: 'ebpf' } } }, { chart: 'falco' }),
    ],
    'the condition under which a chart takes a dependency along': [
      inFile(
        'shop/values.yaml',
        documentObject('HelmValues', 'shop/values.minio', {
          chart: 'minio',
          version: '5.4.0',
          part: true,
          values: { enabled: true, replicas: 1, mode: 'standalone' },
        }),
      ),
    ],
    'values that have the form of no chart': [values('apps/shop/values', { image: 'x', replicas: 2, shop: { a: 1 }, resources: {} })],
    'an empty map, with which nothing is lost': [app('falco', '4.21.3', { podLabls: {} })],
    'a switch of a text that says yes': [app('grafana', '8.8.6', { persistence: { enabled: 'true' } })],
  },
  refuses: {
    'what an older major read, in a release of a later one': {
      given: [app('argo-cd', '7.7.5', { server: { rbacConfig: { 'policy.default': 'role:readonly' } } })],
      says: 'chart argo-cd has no value server.rbacConfig (known: 7.7.23)',
      fix: 'Write it under configs.rbac.',
    },
    'what belongs into a map that stands beside it': {
      given: [
        values('stack/values', {
          prometheus: { prometheusSpec: { retention: '7d' }, resources: { requests: { cpu: '200m' } } },
          alertmanager: { enabled: true },
          grafana: { enabled: true },
          defaultRules: { create: true },
        }),
      ],
      says: 'chart kube-prometheus-stack has no value prometheus.resources (known: 88.5.3, 67.11.0)',
      fix: 'Did you mean prometheus.prometheusSpec.resources?',
    },
    'a slip of the finger': {
      given: [app('cilium', '1.16.19', { hubble: { relay: { enabeld: true } } })],
      says: 'chart cilium 1.16.19 has no value hubble.relay.enabeld',
      fix: 'Did you mean hubble.relay.enabled?',
    },
    'a key of an operator that the chart calls otherwise': {
      given: [app('kube-prometheus-stack', '67.11.0', { prometheus: { prometheusSpec: { mode: 'Agent' } } })],
      says: 'chart kube-prometheus-stack 67.11.0 has no value prometheus.prometheusSpec.mode',
      fix: 'Set prometheus.agentMode: true.',
    },
    'values of a dependency at the top': {
      given: [app('falco', '4.21.3', { driver: { kind: 'ebpf' }, webui: { enabled: true, replicaCount: 1 } })],
      says: 'chart falco 4.21.3 has no value webui',
      fix: 'Did you mean falcosidekick.webui?',
    },
    'values under the name of the chart itself': {
      given: [app('loki', '6.25.1', { loki: { auth_enabled: false }, grafana: { enabled: true } })],
      says: 'chart loki 6.25.1 has no value grafana',
    },
    'a part of the top under another part': {
      given: [app('loki', '6.25.1', { loki: { gateway: { enabled: true } } })],
      says: 'chart loki 6.25.1 has no value loki.gateway',
      fix: 'Did you mean gateway?',
    },
    'values one level too deep': {
      given: [app('falco', '4.21.3', { falcochart: { driver: { kind: 'ebpf' }, tty: true } })],
      says: 'chart falco 4.21.3 has no value falcochart',
      fix: 'Move what stands under falcochart one level up: these are the values of the chart itself.',
    },
    'a name with dots': {
      given: [app('grafana', '8.8.6', { 'service.type': 'NodePort' })],
      says: 'chart grafana 8.8.6 has no value ["service.type"]',
      fix: 'Did you mean service.type?',
    },
    'another release, by a parameter': {
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'x' },
          {
            spec: {
              source: {
                chart: 'kube-prometheus-stack',
                repoURL: PROMETHEUS,
                targetRevision: '70.0.0',
                helm: { parameters: [{ name: 'grafana.persistance.enabled', value: 'true' }] },
              },
            },
          },
        ),
      ],
      says: 'chart kube-prometheus-stack has no value grafana.persistance (known: 67.11.0, 88.5.3)',
      fix: 'Did you mean grafana.persistence?',
    },
    'a file whose name says its chart': {
      given: [
        values('helm/kiali-values', {
          auth: { strategy: 'anonymous' },
          deployment: { replicas: 1 },
          external_servces: { grafana: { enabled: false } },
        }),
      ],
      says: 'chart kiali-server has no value external_servces (known: 2.0.0, 1.76.0)',
      fix: 'Did you mean external_services?',
    },
    'a text that says no': {
      given: [app('grafana', '8.8.6', { persistence: { enabled: 'false' } })],
      says: 'chart grafana 8.8.6 takes a boolean for persistence.enabled, not the text "false"',
      fix: 'Leave out the quotation marks.',
    },
    'a word where a map must be': {
      given: [app('kube-prometheus-stack', '67.11.0', { grafana: { persistence: true } })],
      says: 'chart kube-prometheus-stack 67.11.0 takes a map for grafana.persistence, not true',
    },
  },
});

test('what charts ask for part by part is a remark in a release after those that are known', () => {
  const given = app('longhorn', '1.99.0', {
    service: { ui: { annotations: { 'io.cilium/lb-ipam-ips': '192.0.2.5' } } },
    defaultClassReplicaCount: 1,
  });

  expect(check([{ object: given }], { rules: [helmValueKnown] }).map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', 'chart longhorn has no value defaultClassReplicaCount (known: 1.7.2, 1.7.3)'],
    ['info', 'chart longhorn has no value service.ui.annotations (known: 1.7.2, 1.7.3)'],
  ]);
});

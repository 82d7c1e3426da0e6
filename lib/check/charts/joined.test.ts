import { check } from '../check.ts';
import { documentObject } from '../document.ts';
import { defineRule, type WorldObject } from '../rule.ts';
import { inFile, kube } from '../testing.ts';
import { isFrom, joinedValues } from './joined.ts';

/** What values of a tree are said to be for. */
function joined(tree: readonly WorldObject[]): readonly string[] {
  const found: string[] = [];
  const rule = defineRule({
    id: 'ask',
    severity: 'info',
    kinds: 'all',
    asks: 'What is there.',
    source: 'here',
    check: (manifest, world) => {
      for (const { chart, version, by } of joinedValues(world).get(manifest) ?? []) found.push(`${chart} ${version ?? ''} by ${by}`);
      return [];
    },
  });
  check(tree, { rules: [rule] });
  return found;
}

const file = (path: string, values: object, about: object = {}): WorldObject =>
  inFile(path, documentObject('HelmValues', path, { ...about, values }));
const talon = { config: { listenPort: 2803 }, replicaCount: 2 };

test.each<[string, WorldObject[], string[]]>([
  ['what installs it', [file('a.yaml', { x: 1 }, { chart: 'acme', version: '1.0.0', release: 'a' })], ['acme 1.0.0 by installer']],
  ['the name of the file', [file('values/kiali-values.yaml', { auth: {}, external_services: {} })], ['kiali-server  by name']],
  ['the name of the folder', [file('platform/falco-talon/values-prod.yaml', talon)], ['falco-talon  by name']],
  ['a name that people use', [file('argocd-values.yaml', { configs: {}, server: {}, dex: {} })], ['argo-cd  by name']],
  [
    'its keys alone',
    [file('x/settings-values.yaml', { kubeProxyReplacement: true, hubble: {}, l2announcements: {}, k8sServiceHost: 'x', bpf: {} })],
    ['cilium  by keys'],
  ],
  ['a name whose chart has other keys', [file('loki-values.yaml', { replicaCount: 1, shop: {}, cart: {} })], []],
  ['keys that every chart has', [file('shop/values.yaml', { image: {}, service: {}, ingress: {}, resources: {}, affinity: {} })], []],
  ['a chart of the repository', [file('loki-values.yaml', { loki: {} }, { release: 'logs' })], []],
  [
    'values beside their own chart',
    [
      inFile('loki/Chart.yaml', documentObject('Config', 'loki/Chart', { content: { name: 'loki' } })),
      file('loki/values.yaml', { loki: {} }),
    ],
    [],
  ],
  [
    'a chart that Flux takes from a registry',
    [
      {
        object: kube(
          'source.toolkit.fluxcd.io/v1/OCIRepository',
          { name: 'r' },
          { spec: { url: 'oci://ghcr.io/grafana/helm-charts/loki', ref: { tag: '6.39.0' } } },
        ),
      },
      {
        object: kube(
          'helm.toolkit.fluxcd.io/v2/HelmRelease',
          { name: 'r', namespace: 'x' },
          { spec: { chartRef: { name: 'r' }, values: { loki: {} } } },
        ),
      },
    ],
    ['loki 6.39.0 by installer'],
  ],
])('joins values to their chart by %s', (_, tree, expected) => {
  expect(joined(tree)).toEqual(expected);
});

test.each([
  ['kube-prometheus-stack', 'oci://ghcr.io/prometheus-community/charts', true],
  ['cert-manager', 'oci://quay.io/jetstack/charts', true],
  ['istiod', 'https://istio-release.storage.googleapis.com/charts', true],
  ['loki', 'grafana', true],
  ['thanos', 'https://charts.bitnami.com/bitnami', false],
  ['loki', 'https://charts.acme.example', undefined],
  ['loki', undefined, undefined],
])('%s from %s', (chart, repository, expected) => {
  expect(isFrom(chart, repository)).toBe(expected);
});

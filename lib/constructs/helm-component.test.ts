import { chart as metallb, type Values } from '../../imports/charts/metallb-0.14.9.ts';
import { HelmComponent, type HelmComponentProps } from './helm-component.ts';
import { refusal, Testing } from './testing.ts';

function install(props: Partial<HelmComponentProps<Values>> = {}): { problems: string[]; spec: unknown } {
  const chart = Testing.chart();
  new HelmComponent(chart, 'MetalLb', {
    release: 'metallb',
    chart: metallb,
    namespace: 'metallb-system',
    project: 'platform',
    wave: 20,
    line: '0.14',
    kinds: { cluster: [], namespaced: [] },
    values: {},
    ...props,
  });
  return { problems: Testing.problems(chart), spec: Testing.synth(chart)[0]?.['spec'] };
}

test('is an Application with a pinned chart and our values', () => {
  const chart = Testing.chart();

  const component = new HelmComponent(chart, 'MetalLb', {
    release: 'metallb',
    chart: metallb,
    namespace: 'metallb-system',
    project: 'platform',
    wave: 20,
    line: '0.14',
    kinds: { cluster: [], namespaced: [{ group: 'apps', kind: 'DaemonSet' }] },
    values: { speaker: { frr: { enabled: false } } },
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'metallb', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '20' } },
      spec: {
        project: 'platform',
        source: {
          repoURL: 'https://metallb.github.io/metallb',
          chart: 'metallb',
          targetRevision: '0.14.9',
          helm: { releaseName: 'metallb', valuesObject: { speaker: { frr: { enabled: false } } } },
        },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'metallb-system' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ['CreateNamespace=true'],
          retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        },
      },
    },
  ]);
  expect({ repository: component.repository, namespace: component.namespace, kinds: component.kinds }).toEqual({
    repository: 'https://metallb.github.io/metallb',
    namespace: 'metallb-system',
    kinds: { cluster: [], namespaced: [{ group: 'apps', kind: 'DaemonSet' }] },
  });
  expect(Testing.problems(chart)).toEqual([]);
});

test('leaves kube-system alone, which every cluster has', () => {
  expect(install({ namespace: 'kube-system' }).spec).not.toHaveProperty('syncPolicy.syncOptions', ['CreateNamespace=true']);
});

test('hands on what the software rewrites in its own objects', () => {
  const rule = { group: '', kind: 'Secret', name: 'webhook-cert', jsonPointers: ['/data'] };

  expect(install({ ignore: [rule], serverSideApply: true }).spec).toMatchObject({
    ignoreDifferences: [rule],
    syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true', 'CreateNamespace=true', 'ServerSideApply=true'] },
  });
});

test('a value that the chart does not have does not compile, and one that no compiler saw stops the synthesis', () => {
  // @ts-expect-error the key is `speaker`
  const misspelt = install({ values: { speeker: { frr: { enabled: false } } } });

  expect(misspelt.problems).toEqual([
    'chart metallb 0.14.9 has no value speeker: Helm would pass over it in silence. Did you mean speaker?',
  ]);
});

test('a value of the wrong type does not compile, and one that no compiler saw stops the synthesis', () => {
  // @ts-expect-error the chart takes true or false
  const text = install({ values: { speaker: { frr: { enabled: 'no' } } } });

  expect(text.problems).toEqual([
    'chart metallb 0.14.9 takes boolean for speaker.frr.enabled, and found string: its templates would fail or write nonsense. Change the value.',
  ]);
});

test.each([
  ['0.13', '0.13'],
  ['0.1', '0.1'],
  ['0.14.90', '0.14.90'],
])('refuses a chart outside the line %s', (line, shown) => {
  expect(refusal(() => install({ line }))).toBe(
    `test/MetalLb: chart metallb 0.14.9 installs v0.14.9, the inventory asks for the line ${shown}. Pin a chart of that line in imports/sources.yaml, or change the line.`,
  );
});

test.each(['0', '0.14', '0.14.9'])('takes a chart of the line %s', (line) => {
  expect(install({ line }).problems).toEqual([]);
});

import { KyvernoBaseline } from './kyverno-baseline.ts';
import { refusal, Testing } from './testing.ts';

const SOME = { cpu: '?*', memory: '?*' };
const SIZED = [{ resources: { requests: SOME, limits: SOME } }];
const HARBOR = [{ image: 'harbor.acme.io:8443/*' }];
const PLAIN = [{ '=(securityContext)': { '=(privileged)': 'false' } }];

test('asks four things of every pod outside the excluded namespaces', () => {
  const chart = Testing.chart();

  new KyvernoBaseline(chart, 'Policies', { registry: 'harbor.acme.io:8443', excludedNamespaces: ['kube-system', 'kyverno'] });

  const policy = (name: string, failureAction: string, message: string, pattern: object) => ({
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name },
    spec: {
      background: true,
      rules: [
        {
          name,
          match: { any: [{ resources: { kinds: ['Pod'] } }] },
          exclude: { any: [{ resources: { namespaces: ['kube-system', 'kyverno'] } }] },
          skipBackgroundRequests: true,
          validate: { failureAction, allowExistingViolations: true, message, pattern },
        },
      ],
    },
  });
  expect(Testing.synth(chart)).toEqual([
    policy('require-harbor-registry', 'Enforce', 'Images come from harbor.acme.io:8443.', {
      spec: { '=(ephemeralContainers)': HARBOR, '=(initContainers)': HARBOR, containers: HARBOR },
    }),
    policy('require-resources', 'Enforce', 'CPU and memory are requested and limited.', {
      spec: { '=(initContainers)': SIZED, containers: SIZED },
    }),
    policy('disallow-privileged', 'Enforce', 'No container is privileged.', {
      spec: { '=(ephemeralContainers)': PLAIN, '=(initContainers)': PLAIN, containers: PLAIN },
    }),
    policy('require-labels', 'Audit', 'Pods have the labels app and version.', {
      metadata: { labels: { app: '?*', version: '?*' } },
    }),
  ]);
});

test('carries the annotations that order its objects', () => {
  const chart = Testing.chart();

  new KyvernoBaseline(chart, 'Policies', { registry: 'r.io', excludedNamespaces: [], annotations: { wave: '14' } });

  expect(Testing.synth(chart).map(({ metadata }) => metadata.annotations)).toEqual(Array(4).fill({ wave: '14' }));
});

test.each([
  [
    'a registry with a path',
    { registry: 'r.io/apps', excludedNamespaces: [] },
    'test/Policies: the registry is "r.io/apps", the pattern takes its host and port. Leave out the path.',
  ],
  [
    'a namespace with a wildcard',
    { registry: 'r.io', excludedNamespaces: ['kube-*'] },
    'test/Policies: the exclusion "kube-*" has a wildcard: whoever may name a namespace is free of all policies. Name each namespace.',
  ],
])('refuses %s', (_, props, message) => {
  expect(refusal(() => new KyvernoBaseline(Testing.chart(), 'Policies', props))).toBe(message);
});

import { kube, rollout } from '../../testing.ts';
import type { Fields } from '../../read.ts';
import type { Problem } from '../problem.ts';
import { argoChecks } from './argo.ts';

function said(object: object, kind: string): readonly string[] {
  const problems: Problem[] = [];
  argoChecks[`argoproj.io/${kind}`]?.(object as Fields, '', (each) => problems.push(each));
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

const destination = { server: 'https://kubernetes.default.svc', namespace: 'a' };
const git = { repoURL: 'https://example.org/a.git', path: 'a' };

test.each<[string, Fields, readonly string[]]>([
  ['a folder', { destination, source: git }, []],
  [
    'a chart and its values from Git',
    {
      destination,
      sources: [
        { repoURL: 'a', chart: 'a', targetRevision: '1' },
        { repoURL: 'b', ref: 'values' },
      ],
    },
    [],
  ],
  ['no source', { destination }, ['spec.source: the Application has no source']],
  [
    'a cluster by server and name',
    { source: git, destination: { ...destination, name: 'a' } },
    [`spec.destination: the destination has the server ${destination.server} and the name a`],
  ],
  ['no cluster', { source: git, destination: { namespace: 'a' } }, ['spec.destination: the destination names no cluster']],
  [
    'a chart of any version',
    { destination, source: { repoURL: 'a', chart: 'a' } },
    ['spec.source.targetRevision: the source of chart a has no targetRevision'],
  ],
  ['neither folder nor chart', { destination, source: { repoURL: 'a' } }, ['spec.source: the source has neither path nor chart']],
  [
    'a pointer without its slash',
    { destination, source: git, ignoreDifferences: [{ kind: 'Deployment', jsonPointers: ['spec/replicas'] }] },
    ['spec.ignoreDifferences[0].jsonPointers[0]: "spec/replicas" is no JSON pointer'],
  ],
])('an Application: %s', (_, spec, expected) => {
  expect(said(kube('argoproj.io/v1alpha1/Application', {}, { spec }), 'Application')).toEqual(expected);
});

test('a Rollout whose weight is above 100, and whose pods are not restarted', () => {
  const strategy = { canary: { steps: [{ setWeight: 20 }, { setWeight: 120 }] } };

  const messages = said(rollout({ pod: { restartPolicy: 'Never' }, spec: { strategy } }), 'Rollout');

  expect(messages).toEqual([
    'spec.template.spec.restartPolicy: the pods of a Rollout have restartPolicy Never, where only Always is taken',
    'spec.strategy.canary.steps[1].setWeight: the weight is 120, and must be 0 to 100',
  ]);
});

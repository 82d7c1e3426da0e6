import { kube, ruleCases } from '../../testing.ts';
import { applicationsetRolls } from './applicationset-rolls.ts';

const steps = (...clusters: readonly string[]) =>
  clusters.map((each) => ({ matchExpressions: [{ key: 'cluster', operator: 'In', values: [each] }] }));
const set = (labels: object, strategy: object = { type: 'RollingSync', rollingSync: { steps: steps('app1', 'app2') } }, more = {}) =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'trees', namespace: 'argocd' },
    { spec: { strategy, template: { metadata: { labels } }, ...more } },
  );
const argo = (params: object, more = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'argocd', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://argoproj.github.io/argo-helm',
          chart: 'argo-cd',
          targetRevision: '8.1.0',
          helm: { valuesObject: { configs: { params }, ...more } },
        },
        destination: { namespace: 'argocd' },
      },
    },
  );
const label = { cluster: '{{.name}}' };

ruleCases(applicationsetRolls, {
  accepts: {
    'all at once': [set({}, {}), argo({})],
    'labels of the Applications, and the switch': [set(label), argo({ 'applicationsetcontroller.enable.progressive.syncs': true })],
    'the flag of the controller': [set(label), argo({}, { applicationSet: { extraArgs: ['--enable-progressive-syncs'] } })],
    'an Argo CD that nobody shows': [set(label)],
    'labels that a patch adds': [set({}, undefined, { templatePatch: 'metadata:\n  labels: {cluster: "{{.name}}"}' })],
    'all but one cluster': [
      set(
        {},
        { type: 'RollingSync', rollingSync: { steps: [{ matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['x'] }] }] } },
      ),
    ],
  },
  refuses: {
    'a label of the clusters': {
      given: [set({ 'cluster-name': '{{.name}}' })],
      says: 'the step chooses by the label cluster, which the template does not give to its Applications',
    },
    'one value for all': {
      given: [set({ cluster: 'app1' })],
      says: 'the step chooses cluster in app2, and every Application has cluster: app1',
    },
    'steps without their type': {
      given: [set(label, { rollingSync: { steps: steps('app1') } })],
      says: 'the strategy has steps, and its type is not said (AllAtOnce)',
    },
    'a controller that is not told': {
      given: [set(label), argo({ 'server.insecure': true })],
      says: 'RollingSync is asked for, and release argocd does not switch it on (applicationsetcontroller.enable.progressive.syncs)',
    },
    'settings without it': {
      given: [
        set(label),
        kube('v1/ConfigMap', { name: 'argocd-cmd-params-cm', namespace: 'argocd' }, { data: { 'server.insecure': 'true' } }),
      ],
      says: 'RollingSync is asked for, and ConfigMap argocd-cmd-params-cm does not switch it on (applicationsetcontroller.enable.progressive.syncs)',
    },
  },
});

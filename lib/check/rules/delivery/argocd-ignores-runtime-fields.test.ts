import { deployment, inFile, kube, rollout, ruleCases } from '../../testing.ts';
import { argocdIgnoresRuntimeFields } from './argocd-ignores-runtime-fields.ts';

const namespace = 'blog-system';
const istio = {
  virtualService: { name: 'web-vsvc', routes: ['primary'] },
  destinationRule: { name: 'web-rule', stableSubsetName: 'stable', canarySubsetName: 'canary' },
};
const files = [
  rollout({ namespace, spec: { strategy: { canary: { trafficRouting: { istio } } } } }),
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace, name: 'web-vsvc' },
    { spec: { http: [{ match: [] }, { name: 'primary', route: [{ weight: 100 }, { weight: 0 }] }] } },
  ),
  kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace, name: 'web-rule' },
    { spec: { subsets: [{ name: 'stable', labels: { app: 'web' } }, { name: 'canary' }] } },
  ),
].map((object) => inFile(`homelab/blog-system/${object.kind}.yaml`, object));
const application = (
  ignoreDifferences: object[],
  { syncOptions = ['RespectIgnoreDifferences=true'], path = 'homelab/blog-system', selfHeal = true } = {},
) =>
  inFile(
    'homelab/argocd/application.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name: 'blog', namespace: 'argocd' },
      { spec: { source: { path }, ignoreDifferences, syncPolicy: { automated: { selfHeal }, syncOptions } } },
    ),
  );
const route = { group: 'networking.istio.io', kind: 'VirtualService', name: 'web-vsvc', jsonPointers: ['/spec/http/1/route'] };
const subsets = { group: 'networking.istio.io', kind: 'DestinationRule', jqPathExpressions: ['.spec.subsets[].labels'] };
const hpa = inFile(
  'homelab/blog-system/hpa.yaml',
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { namespace, name: 'was-hpa' },
    { spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'was' } } },
  ),
);
const was = (replicas?: number) =>
  inFile('homelab/blog-system/was.yaml', deployment({ namespace, name: 'was', spec: replicas === undefined ? {} : { replicas } }));

ruleCases(argocdIgnoresRuntimeFields, {
  accepts: {
    'the one label that is added to the subsets': [
      ...files,
      application([route, { ...subsets, jqPathExpressions: ['.spec.subsets[].labels["rollouts-pod-template-hash"]'] }]),
    ],
    'a source that lends its values only': [
      ...files,
      inFile(
        'homelab/argocd/longhorn.yaml',
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'longhorn', namespace: 'argocd' },
          { spec: { sources: [{ chart: 'longhorn' }, { ref: 'values' }] } },
        ),
      ),
    ],
    'every field ignored': [...files, application([route, subsets])],
    'the single weights, and all labels of subsets': [
      ...files,
      application([
        { ...route, jsonPointers: ['/spec/http/1/route/0/weight', '/spec/http/1/route/1/weight'] },
        { ...subsets, jqPathExpressions: ['.spec.subsets[] | .labels'] },
      ]),
    ],
    'a manager that is trusted': [
      ...files,
      application([{ ...route, jsonPointers: [], managedFieldsManagers: ['rollouts-controller'] }, subsets]),
    ],
    'a folder of the repository that holds our tree': [...files, application([route, subsets], { path: 'gitops/homelab/blog-system/' })],
    'the pattern of an ApplicationSet': [
      ...files,
      kube(
        'argoproj.io/v1alpha1/ApplicationSet',
        {},
        {
          spec: {
            template: {
              spec: {
                source: { path: '{{.name}}/blog-system' },
                ignoreDifferences: [route, subsets],
                syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true'] },
              },
            },
          },
        },
      ),
    ],
    'replicas left to the autoscaler': [was(), hpa, application([], { syncOptions: [] })],
    'replicas ignored by Argo CD itself': [
      was(2),
      hpa,
      application([]),
      kube(
        'v1/ConfigMap',
        { name: 'argocd-cm' },
        { data: { 'resource.customizations.ignoreDifferences.apps_Deployment': 'jsonPointers:\n- /spec/replicas\n' } },
      ),
    ],
    'objects of another folder': [...files, application([], { path: 'homelab/monitoring', syncOptions: [] })],
  },
  refuses: {
    'weights and labels that nobody ignores': {
      given: [...files, application([])],
      says: [
        'Rollout web rewrites /spec/http/1/route of VirtualService web-vsvc, and nothing here ignores it',
        'Rollout web rewrites /spec/subsets/0/labels of DestinationRule web-rule, and nothing here ignores it',
        'Rollout web rewrites /spec/subsets/1/labels of DestinationRule web-rule, and nothing here ignores it',
      ],
      fix: 'Add {group: networking.istio.io, kind: VirtualService, name: web-vsvc, jsonPointers: [/spec/http/1/route]} to ignoreDifferences.',
    },
    'the wrong route': {
      given: [...files, application([{ ...route, jsonPointers: ['/spec/http/0/route'] }, subsets])],
      says: 'Rollout web rewrites /spec/http/1/route of VirtualService web-vsvc, and nothing here ignores it',
    },
    'a sync that overwrites': {
      given: [...files, application([route, subsets], { syncOptions: [] })],
      says: 'RespectIgnoreDifferences=true is missing, while /spec/subsets/0/labels of DestinationRule web-rule is ignored only in the comparison',
    },
    'replicas beside an autoscaler': {
      given: [was(2), hpa, application([])],
      says: 'HorizontalPodAutoscaler was-hpa rewrites /spec/replicas of Deployment was, and nothing here ignores it',
      fix: 'Add {group: apps, kind: Deployment, name: was, jsonPointers: [/spec/replicas]} to ignoreDifferences. Or leave the field out of the manifest.',
    },
  },
});

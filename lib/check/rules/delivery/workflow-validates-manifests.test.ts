import { kube, ruleCases } from '../../testing.ts';
import { workflowValidatesManifests } from './workflow-validates-manifests.ts';

const workflow = (name: string, step: object) =>
  kube('slipway.dev/v1/Workflow', { name }, { workflow: { jobs: { build: { steps: [step] } } } });
const app = kube('argoproj.io/v1alpha1/Application', { namespace: 'argocd' }, { spec: { source: { path: 'overlays/prod' } } });

ruleCases(workflowValidatesManifests, {
  accepts: {
    'a build of the overlays': [
      app,
      workflow('ci', { run: 'make' }),
      workflow('manifests', { run: 'kustomize build overlays/prod | kubeconform -strict' }),
    ],
    'an action': [app, workflow('ci', { uses: 'stefanprodan/kube-tools@v1' }), workflow('k', { uses: 'bmuschko/setup-kubeconform@v1' })],
    'no delivery from here': [workflow('ci', { run: 'make' })],
  },
  refuses: {
    'workflows for programs alone': {
      given: [app, workflow('ci', { run: 'make' }), workflow('cd', { uses: 'aquasecurity/trivy-action@v1', with: { 'image-ref': 'x' } })],
      says: 'none of the 2 workflows builds or validates the manifests',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { applicationsetPreserves } from './applicationset-preserves.ts';

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';
const set = (
  syncPolicy: object | undefined,
  generators: readonly object[] = [{ clusters: {} }],
  metadata: object = {},
): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'trees' },
    {
      spec: { generators, ...(syncPolicy === undefined ? {} : { syncPolicy }), template: { metadata, spec: {} } },
    },
  );

ruleCases(applicationsetPreserves, {
  accepts: {
    'what is there stays': [set({ preserveResourcesOnDeletion: true })],
    'Applications are never deleted': [set({ applicationsSync: 'create-update' })],
    'a list that stands in Git': [set(undefined, [{ list: { elements: [] } }])],
  },
  refuses: {
    'a cluster that may go': {
      given: [set(undefined)],
      says: 'the cluster generator deletes what runs on a cluster as soon as its Secret is gone: preserveResourcesOnDeletion is not set',
    },
    'a cluster within a matrix': {
      given: [set({ applicationsSync: 'sync' }, [{ matrix: { generators: [{ git: {} }, { clusters: {} }] } }])],
      says: 'the cluster generator deletes what runs on a cluster as soon as its Secret is gone: preserveResourcesOnDeletion is not set',
    },
    'a finalizer that wins': {
      given: [set({ preserveResourcesOnDeletion: true }, [{ clusters: {} }], { finalizers: [FINALIZER] })],
      says: `the finalizer ${FINALIZER} in the template undoes preserveResourcesOnDeletion`,
    },
  },
});

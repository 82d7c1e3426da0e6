import { inFile, kube, ruleCases } from '../../testing.ts';
import { pruneSparesData } from './prune-spares-data.ts';

const claim = (options?: string): ReturnType<typeof inFile> =>
  inFile(
    'k8s/db/claim.yaml',
    kube('v1/PersistentVolumeClaim', {
      name: 'db',
      namespace: 'shop',
      ...(options === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-options': options } }),
    }),
  );
const application = (finalizers: readonly string[], prune: boolean): ReturnType<typeof kube> => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'db', finalizers } as never,
  spec: { source: { path: 'k8s/db' }, syncPolicy: { automated: { prune } } },
});
const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

ruleCases(pruneSparesData, {
  accepts: {
    'a claim that stays': [claim('Prune=false,Delete=false'), application([FINALIZER], true)],
    'an Application that deletes nothing': [claim(), application([], false)],
    'no claim at all': [inFile('k8s/db/map.yaml', kube('v1/ConfigMap', { name: 'db', namespace: 'shop' })), application([FINALIZER], true)],
  },
  refuses: {
    'a finalizer': {
      given: [claim('Prune=false'), application([FINALIZER], true)],
      says: 'deleting the Application deletes PersistentVolumeClaim db',
    },
    'automatic pruning': { given: [claim(), application([], true)], says: 'a file that is moved or lost deletes PersistentVolumeClaim db' },
  },
});

import { deployment, job, kube, meshed, ruleCases } from '../../testing.ts';
import { meshPodLabels } from './mesh-pod-labels.ts';

const pods = (name: string, labels: Record<string, string>) => deployment({ name, namespace: 'shop', labels });
const user = pods('user', { app: 'user', version: 'v1' });
const blog = pods('blog', { app: 'blog', version: 'v1' });

ruleCases(meshPodLabels, {
  accepts: {
    'both on all': [meshed('shop'), user, blog],
    'version on none': [meshed('shop'), pods('user', { app: 'user' }), pods('blog', { app: 'blog' })],
    'the labels of Kubernetes': [
      meshed('shop'),
      user,
      blog,
      pods('redis', { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/version': '7' }),
    ],
    'pods outside the mesh': [kube('v1/Namespace', { name: 'shop' }), user, blog, pods('redis', { app: 'redis' })],
    'a job': [meshed('shop'), user, blog, job({ name: 'migrate', namespace: 'shop', labels: { app: 'migrate' } })],
  },
  refuses: {
    'one without version': {
      given: [meshed('shop'), user, blog, pods('redis', { app: 'redis' })],
      says: 'the pods have no version label, while 2 of 2 neighbours in "shop" have one',
    },
    'one without app': {
      given: [meshed('shop'), user, blog, pods('redis', { component: 'redis', version: 'v1' })],
      says: 'the pods have no app label, while 2 of 2 neighbours in "shop" have one',
    },
  },
});

import { deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { podReferencesExist } from './pod-references-exist.ts';

const namespace = 'blog';
const claim = kube('v1/PersistentVolumeClaim', { namespace, name: 'mysql-pvc' });
const claiming = (claimName: string) =>
  deployment({ namespace, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] } });
const mount = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };

ruleCases(podReferencesExist, {
  accepts: {
    'a claim that exists': [claim, claiming('mysql-pvc')],
    'a claim of a StatefulSet': [
      statefulSet({ namespace, container: mount, spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } }),
    ],
    'an account that exists': [
      kube('v1/ServiceAccount', { namespace, name: 'alloy' }),
      deployment({ namespace, pod: { serviceAccountName: 'alloy' } }),
    ],
    'the default account': [deployment({ namespace, pod: { serviceAccountName: 'default' } })],
  },
  refuses: {
    'a claim that does not exist': {
      given: [claim, claiming('mysql-pv')],
      says: 'there is no PersistentVolumeClaim blog/mysql-pv',
      fix: 'Did you mean "mysql-pvc"?',
    },
    'an account of another namespace': {
      given: [
        kube('v1/ServiceAccount', { namespace: 'monitoring', name: 'alloy' }),
        deployment({ namespace, pod: { serviceAccountName: 'alloy' } }),
      ],
      says: 'there is no ServiceAccount blog/alloy',
      fix: 'There is one in "monitoring": name that namespace, or make one here.',
    },
    'a mount without a volume': { given: [deployment({ namespace, container: mount })], says: 'there is no volume "data" in this pod' },
  },
});

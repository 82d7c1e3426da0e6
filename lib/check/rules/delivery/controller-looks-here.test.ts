import { kube, ruleCases } from '../../testing.ts';
import { controllerLooksHere } from './controller-looks-here.ts';

const application = (chart: string, namespace: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.example.com', chart, targetRevision: '1.0.0' },
        destination: { server: 'https://kubernetes.default.svc', namespace },
      },
    },
  );
const pool = (namespace: string) => kube('metallb.io/v1beta1/IPAddressPool', { name: 'pool', namespace });

ruleCases(controllerLooksHere, {
  accepts: {
    'the namespace of the controller': [application('metallb', 'metallb-system'), pool('metallb-system')],
    'a controller that is installed elsewhere': [pool('default')],
    'another controller in that namespace': [application('velero', 'velero'), pool('metallb-system')],
    'one of two installations': [
      application('velero', 'velero'),
      application('velero', 'backup'),
      kube('velero.io/v1/Schedule', { namespace: 'backup' }),
    ],
  },
  refuses: {
    'a pool in the default namespace': {
      given: [application('metallb', 'metallb-system'), pool('default')],
      says: 'IPAddressPool pool is in "default", and MetalLB runs in "metallb-system" and looks nowhere else',
      fix: 'Set namespace: metallb-system.',
    },
    'a schedule beside what it saves': {
      given: [application('velero', 'velero'), kube('velero.io/v1/Schedule', { name: 'daily', namespace: 'shop' })],
      says: 'Schedule daily is in "shop", and Velero runs in "velero" and looks nowhere else',
    },
  },
});

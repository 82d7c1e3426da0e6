import { deployment, kube, ruleCases } from '../../testing.ts';
import { classExists } from './class-exists.ts';

const high = kube('scheduling.k8s.io/v1/PriorityClass', { name: 'high-priority' });
const pod = (priorityClassName: string) => deployment({ pod: { priorityClassName } });
const ingress = (ingressClassName: string) => kube('networking.k8s.io/v1/Ingress', { namespace: 'blog' }, { spec: { ingressClassName } });
const quotaFor = (name: string) => ({ scopeName: 'PriorityClass', operator: 'In', values: [name] });

ruleCases(classExists, {
  accepts: {
    'a class of the tree': [high, pod('high-priority')],
    'classes of every cluster': [high, pod('system-node-critical'), ingress('nginx')],
    'quotas of classes, in a tree with and without them': [
      kube('v1/ResourceQuota', { namespace: 'a' }, { spec: { scopeSelector: { matchExpressions: [quotaFor('other')] } } }),
    ],
    'no class': [high, deployment(), kube('networking.k8s.io/v1/Ingress', {}, { spec: {} })],
  },
  refuses: {
    'a class whose pods a quota counts': {
      given: [
        high,
        kube('v1/ResourceQuota', { namespace: 'a' }, { spec: { scopeSelector: { matchExpressions: [quotaFor('high-prio')] } } }),
      ],
      says: 'there is no PriorityClass high-prio; known: high-priority',
    },
    'a slip': {
      given: [high, pod('high-prio')],
      says: 'there is no PriorityClass high-prio; known: high-priority',
      fix: 'Did you mean "high-priority"?',
    },
    'a class that nothing makes': { given: [ingress('internal')], says: 'nothing here makes IngressClass internal' },
  },
});

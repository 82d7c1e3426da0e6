import { deployment, kube, ruleCases } from '../../testing.ts';
import { budgetsOverlap } from './budgets-overlap.ts';

const budget = (name: string, namespace: string, selector: object) =>
  kube('policy/v1/PodDisruptionBudget', { name, namespace }, { spec: { maxUnavailable: 1, selector } });
const web = deployment({ namespace: 'shop' });
const was = deployment({ namespace: 'shop', name: 'was', labels: { app: 'was' } });
const app = (name: string) => ({ matchLabels: { app: name } });

ruleCases(budgetsOverlap, {
  accepts: {
    'one budget each': [web, was, budget('web', 'shop', app('web')), budget('was', 'shop', app('was'))],
    'the same labels in another namespace': [web, budget('web', 'shop', app('web')), budget('web', 'other', app('web'))],
  },
  refuses: {
    'a budget for all pods beside one for some': {
      given: [web, was, budget('all', 'shop', {}), budget('web', 'shop', app('web'))],
      says: 'Deployment web is under the budget all already',
    },
    'two budgets for one workload': {
      given: [web, budget('web-pdb', 'shop', app('web')), budget('web-budget', 'shop', app('web'))],
      says: 'Deployment web is under the budget web-budget already',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { externalSecretOwner } from './external-secret-owner.ts';

const fetched = (name: string, target: object = {}, namespace = 'shop') =>
  kube('external-secrets.io/v1/ExternalSecret', { name, namespace }, { spec: { target, data: [] } });

ruleCases(externalSecretOwner, {
  accepts: {
    'a Secret each': [fetched('db'), fetched('ca')],
    'one name in two namespaces': [fetched('db'), fetched('db', {}, 'blog')],
    'a Secret that is written out, to which keys are added': [
      fetched('db', { creationPolicy: 'Merge' }),
      kube('v1/Secret', { name: 'db', namespace: 'shop' }, { stringData: { user: 'shop' } }),
    ],
    'an empty Secret that is to be filled': [fetched('db'), kube('v1/Secret', { name: 'db', namespace: 'shop' })],
    'two that write into a Secret of somebody else': [
      fetched('db', { name: 'app', creationPolicy: 'Merge' }),
      fetched('ca', { name: 'app', creationPolicy: 'Merge' }),
    ],
    'one that makes it and lets go of it': [
      fetched('db', { creationPolicy: 'Orphan' }),
      fetched('ca', { name: 'db', creationPolicy: 'Merge' }),
    ],
  },
  refuses: {
    'a Secret that is written out besides': {
      given: [fetched('db'), kube('v1/Secret', { name: 'db', namespace: 'shop' }, { stringData: { user: 'shop' } })],
      says: 'Secret db is to be owned, and Secret db of the tree makes it, too',
    },
    'one that writes into the Secret of another': {
      given: [fetched('db'), fetched('ca', { name: 'db', creationPolicy: 'Merge' })],
      says: 'Secret db belongs to ExternalSecret db, and this one writes into it (Merge)',
    },
    'two owners': {
      given: [fetched('db', { name: 'app' }), fetched('mail', { name: 'app', creationPolicy: 'Owner' })],
      says: 'Secret app belongs to ExternalSecret db, and this one is to own it, too',
    },
  },
});

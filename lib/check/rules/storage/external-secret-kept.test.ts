import { kube, ruleCases } from '../../testing.ts';
import { externalSecretKept } from './external-secret-kept.ts';

const secret = (spec: object, kind = 'ExternalSecret'): ReturnType<typeof kube> =>
  kube(`external-secrets.io/v1/${kind}`, { name: 'db', namespace: 'shop' }, { spec });

ruleCases(externalSecretKept, {
  accepts: {
    'each hour': [secret({ refreshInterval: '1h', target: { deletionPolicy: 'Retain' } })],
    'the defaults': [secret({})],
    'once on purpose': [secret({ refreshInterval: '0', refreshPolicy: 'CreatedOnce' })],
  },
  refuses: {
    'a Secret that goes': {
      given: [secret({ target: { deletionPolicy: 'Delete' } })],
      says: 'deletionPolicy is Delete: the Secret goes when the store no longer has all of its values',
    },
    'a Secret of every namespace that goes': {
      given: [secret({ externalSecretSpec: { target: { deletionPolicy: 'Delete' } } }, 'ClusterExternalSecret')],
      says: 'deletionPolicy is Delete: the Secret goes when the store no longer has all of its values',
    },
    'once without a word': {
      given: [secret({ refreshInterval: '0s' })],
      says: 'refreshInterval is 0s: the Secret is fetched once and never again',
    },
  },
});

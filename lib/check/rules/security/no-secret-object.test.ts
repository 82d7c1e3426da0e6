import { kube, ruleCases } from '../../testing.ts';
import { noSecretObject } from './no-secret-object.ts';

ruleCases(noSecretObject, {
  accepts: {
    'a token that Kubernetes fills in': [kube('v1/Secret', {}, { type: 'kubernetes.io/service-account-token' })],
    'empty values that a controller fills in': [kube('v1/Secret', {}, { data: { 'ca.crt': '' } })],
    'a secret that SOPS encrypted': [kube('v1/Secret', {}, { stringData: { a: 'ENC[AES256_GCM,data:x]' }, sops: { version: '3.9.1' } })],
    'a sealed secret': [kube('bitnami.com/v1alpha1/SealedSecret', {}, { spec: { encryptedData: { password: 'AgB' } } })],
  },
  refuses: {
    'encoded values': {
      given: [kube('v1/Secret', {}, { data: { password: 'aHVudGVyMg==', user: 'cm9vdA==' } })],
      says: 'the Secret carries values for password, user',
    },
    'plain values': { given: [kube('v1/Secret', {}, { stringData: { token: 'x' } })], says: 'the Secret carries values for token' },
  },
});

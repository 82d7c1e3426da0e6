import type { Facts } from '../../facts.ts';
import { cronJob, kube, rollout, ruleCases } from '../../testing.ts';
import { imagePullSecret } from './image-pull-secret.ts';

const facts: Facts = {
  registries: [
    { prefix: 'ghcr.io/acme', private: true, firstParty: true, pullSecret: 'ghcr-secret' },
    { prefix: 'quay.io/acme', private: false, firstParty: true },
  ],
};
const imagePullSecrets = [{ name: 'ghcr-secret' }];

ruleCases(imagePullSecret, {
  accepts: {
    'a pull secret': { given: [rollout({ pod: { imagePullSecrets } })], facts },
    'a pull secret of its service account': {
      given: [rollout({ pod: { serviceAccountName: 'web' } }), kube('v1/ServiceAccount', { name: 'web' }, { imagePullSecrets })],
      facts,
    },
    'a public image': { given: [rollout({ container: { image: 'nginx:1.27' } })], facts },
    'a public registry': { given: [rollout({ container: { image: 'quay.io/acme/web:v1' } })], facts },
    'no word about registries': [rollout()],
    'others pull from another account': [
      rollout({ name: 'api', container: { image: 'ghcr.io/partner/api:v1' }, pod: { imagePullSecrets } }),
      rollout(),
    ],
  },
  refuses: {
    'an account from which others pull with a secret': {
      given: [rollout({ name: 'api', pod: { imagePullSecrets } }), rollout()],
      says: 'container "app" takes ghcr.io/acme/web:v1 without an image pull secret; Rollout api pulls from ghcr.io/acme with ghcr-secret',
    },
    'a private image': {
      given: [rollout()],
      facts,
      says: 'container "app" takes ghcr.io/acme/web:v1 from the private ghcr.io/acme without an image pull secret',
      fix: 'Add imagePullSecrets: [{name: ghcr-secret}] to the pod.',
    },
    'a private image in an init container of a CronJob': {
      given: [cronJob({ container: { image: 'busybox:1' }, pod: { initContainers: [{ name: 'init', image: 'ghcr.io/acme/init:v1' }] } })],
      facts,
      says: 'container "init" takes ghcr.io/acme/init:v1 from the private ghcr.io/acme without an image pull secret',
    },
  },
});

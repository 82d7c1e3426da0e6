import { kube, ruleCases } from '../../testing.ts';
import { stageOwnAddresses } from './stage-own-addresses.ts';

const built = (overlay: string, value: string, file = 'k8s/base/settings.yaml') => ({
  object: kube('v1/ConfigMap', { name: 'settings', namespace: 'shop' }, { data: { API_URL: value } }),
  file,
  overlay,
});
const files = ['k8s/base/kustomization.yaml', 'k8s/overlays/dev/kustomization.yaml', 'k8s/overlays/prod/kustomization.yaml'];
const PROD = 'k8s/overlays/prod';

ruleCases(stageOwnAddresses, {
  accepts: {
    'the stage itself': { given: [built('k8s/overlays/dev', 'https://api-dev.shop.example.org')], files },
    'an address of all stages': { given: [built(PROD, 'https://api.shop.example.org')], files },
    'a value that the overlay sets': { given: [built(PROD, 'https://api-dev.shop.example.org', `${PROD}/settings.yaml`)], files },
    'a tree without the other stage': {
      given: [built(PROD, 'https://api-dev.shop.example.org')],
      files: files.filter((each) => !each.includes('dev')),
    },
    'a domain that ends so': { given: [built(PROD, 'https://api.shop.dev')], files },
    'a word that is no address': { given: [built(PROD, 'dev')], files },
  },
  refuses: {
    'production with the address of the developers': {
      given: [built(PROD, 'https://api-dev.shop.example.org/v1')],
      files,
      says: 'API_URL is that of the base, and names api-dev.shop.example.org, while k8s/overlays/prod is the stage prod',
      fix: 'Set it in k8s/overlays/prod, as other values are.',
    },
    'developers with the database of production': {
      given: [built('k8s/overlays/dev', 'db.prod.internal.example.org:5432')],
      files,
      says: 'API_URL is that of the base, and names db.prod.internal.example.org, while k8s/overlays/dev is the stage dev',
    },
  },
});

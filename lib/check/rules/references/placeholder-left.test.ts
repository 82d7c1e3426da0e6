import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { placeholderLeft } from './placeholder-left.ts';

const image = (value: string) => deployment({ container: { image: value } });
const ingress = (host: string) => kube('networking.k8s.io/v1/Ingress', {}, { spec: { rules: [{ host }] } });

ruleCases(placeholderLeft, {
  accepts: {
    'names that are names': [image('ghcr.io/acme/your-story:1.0'), image('registry.example.org/my-app:1'), ingress('shop.example.com')],
    'a sample': [inFile('examples/web.yaml', image('your-registry/web:1'))],
    variables: [image('${REGISTRY}/web:1'), ingress('*.example.org')],
  },
  refuses: {
    'an image of a guide': {
      given: [image('your-registry/web:1.0')],
      says: 'your-registry/web:1.0 still holds "your-registry", a word for what is to be written there',
    },
    'a host': {
      given: [ingress('app.yourdomain.com')],
      says: 'app.yourdomain.com still holds "yourdomain.com", a word for what is to be written there',
    },
    'a repository': {
      given: [kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { repoURL: 'https://github.com/<your-org>/gitops.git' } } })],
      says: 'https://github.com/<your-org>/gitops.git still holds "<your-org>", a word for what is to be written there',
    },
    'a repository that nobody has named yet, once for all': {
      given: ['c', 'a', 'b'].map((name) =>
        inFile(
          `apps/${name}.yaml`,
          kube('argoproj.io/v1alpha1/Application', { name }, { spec: { source: { repoURL: 'https://github.com/YOUR_ORG/gitops' } } }),
        ),
      ),
      says: 'https://github.com/YOUR_ORG/gitops still holds "YOUR_ORG", a word for what is to be written there, here and in 2 more objects',
    },
    'a word that says what is to be written': {
      given: [image('REPLACE_ME_WITH_REGISTRY/hello:1.0')],
      says: 'REPLACE_ME_WITH_REGISTRY/hello:1.0 still holds "REPLACE_ME_WITH_REGISTRY", a word for what is to be written there',
    },
    'an address': {
      given: [kube('cert-manager.io/v1/ClusterIssuer', {}, { spec: { acme: { email: 'CHANGE_ME@example.org' } } })],
      says: 'CHANGE_ME@example.org still holds "CHANGE_ME", a word for what is to be written there',
    },
  },
});

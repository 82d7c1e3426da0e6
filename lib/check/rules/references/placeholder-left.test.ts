import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { placeholderLeft } from './placeholder-left.ts';

const image = (value: string) => deployment({ container: { image: value } });
const ingress = (host: string) => kube('networking.k8s.io/v1/Ingress', {}, { spec: { rules: [{ host }] } });

const sealed = (password: string) => kube('bitnami.com/v1alpha1/SealedSecret', { name: 'db' }, { spec: { encryptedData: { password } } });

ruleCases(placeholderLeft, {
  accepts: {
    'names that are names': [image('ghcr.io/acme/your-story:1.0'), image('registry.example.org/my-app:1'), ingress('shop.example.com')],
    'a sample': [inFile('examples/web.yaml', image('your-registry/web:1'))],
    variables: [image('${REGISTRY}/web:1'), ingress('*.example.org')],
    'sealed values, and one that is filled in': [sealed('AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq'), sealed('${SEALED_PASSWORD}')],
    'a repository that a script writes': [
      kube(
        'slipway.dev/v1/Script',
        { name: 'up' },
        { text: 'sed "s|https://github.com/YOUR_ORG|$REPO|g" app.yaml | kubectl apply -f -\n' },
      ),
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { repoURL: 'https://github.com/YOUR_ORG/gitops.git' } } }),
    ],
  },
  refuses: {
    'a sealed value that is still to be made': {
      given: [sealed('REPLACE_WITH_SEALED_VALUE')],
      says: 'REPLACE_WITH_SEALED_VALUE still holds "REPLACE_WITH_SEALED_VALUE", a word for what is to be written there',
    },
    'a repository in whose place sed writes the same': {
      given: [
        kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'sed -i "s|example.com|YOUR_ORG|" README.md\n' }),
        kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { repoURL: 'https://github.com/YOUR_ORG/gitops.git' } } }),
      ],
      says: 'https://github.com/YOUR_ORG/gitops.git still holds "YOUR_ORG", a word for what is to be written there',
    },
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
    'a registry that nobody has named yet, once for all its images': {
      given: ['b', 'a', 'c'].map((name) =>
        inFile(`apps/${name}.yaml`, deployment({ name, container: { image: `REPLACE_WITH_REGISTRY/${name}:v1` } })),
      ),
      says: 'REPLACE_WITH_REGISTRY/a:v1 still holds "REPLACE_WITH_REGISTRY", a word for what is to be written there, here and in 2 more objects',
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

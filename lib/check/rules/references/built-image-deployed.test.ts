import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { builtImageDeployed } from './built-image-deployed.ts';

const web = deployment({ container: { image: 'acme/shop-web:1.2' } });
const skaffold = (...images: readonly string[]) =>
  documentObject('Config', 'skaffold', {
    content: { apiVersion: 'skaffold/v4beta6', kind: 'Config', build: { artifacts: images.map((image) => ({ image })) } },
  });
const step = (run: string) =>
  inFile('.github/workflows/cd.yml', documentObject('Workflow', 'CD', { workflow: { jobs: { deploy: { steps: [{ run }] } } } }));
const inFolder = (context: string) =>
  inFile(
    'app/skaffold.yaml',
    documentObject('Config', 'skaffold', {
      content: { apiVersion: 'skaffold/v4beta6', build: { artifacts: [{ image: 'acme/shop-web', context }] } },
    }),
  );
const withFile = (dockerfile: string) =>
  inFile(
    'app/skaffold.yaml',
    documentObject('Config', 'skaffold', {
      content: {
        apiVersion: 'skaffold/v4beta6',
        build: { artifacts: [{ image: 'acme/shop-web', context: 'services/web', docker: { dockerfile } }] },
      },
    }),
  );
const files = ['app/skaffold.yaml', 'app/services/web/Dockerfile'];

ruleCases(builtImageDeployed, {
  accepts: {
    'the name of a manifest': [web, skaffold('acme/shop-web')],
    'the name without its registry': [web, skaffold('shop-web')],
    'a tree without workloads': [skaffold('x')],
    'another file': [web, documentObject('Config', 'x', { content: { build: { artifacts: [{ image: 'x' }] } } })],
    'a tag set for an image of a manifest': [web, step('cd overlays/prod && kustomize edit set image acme/shop-web=acme/shop-web:$TAG')],
    'a tag set for a name that kustomize replaces': [
      web,
      kube(
        'kustomize.config.k8s.io/v1beta1/Kustomization',
        { name: 'overlays/prod' },
        { images: [{ name: 'web', newName: 'acme/shop-web' }] },
      ),
      step('kustomize edit set image web=acme/shop-web:1'),
    ],
    'a name that the shell works out': [web, step('kustomize edit set image $IMAGE=$IMAGE:1')],
    'a Dockerfile as seen from its context': { given: [web, withFile('Dockerfile')], files },
    'a folder beside the file': { given: [web, inFolder('services/web')], files },
  },
  refuses: {
    'a Dockerfile as seen from the file of Skaffold': {
      given: [web, withFile('services/web/Dockerfile')],
      files,
      says: 'the Dockerfile, seen from services/web, is services/web/Dockerfile, which is not in the tree',
      fix: 'Did you mean "Dockerfile"?',
    },
    'a tag set for another name': {
      given: [web, step('kustomize edit set image acme/web=acme/web:$TAG')],
      says: 'line 1: no manifest runs the image acme/web',
    },
    'a folder that was moved': {
      given: [web, inFolder('web')],
      files,
      says: 'context is web, which is not in the tree',
      fix: 'Did you mean "app/services/web"?',
    },
    'manifests that were moved': {
      given: [
        web,
        inFile(
          'skaffold.yaml',
          documentObject('Config', 'skaffold', {
            content: { apiVersion: 'skaffold/v4beta6', manifests: { kustomize: { paths: ['overlays/local', 'app'] } } },
          }),
        ),
      ],
      files,
      says: 'overlays/local is to be deployed, and is not in the tree',
    },
    'another name': {
      given: [web, skaffold('acme/shop-wbe')],
      says: 'no manifest runs the image acme/shop-wbe',
      fix: 'Did you mean "acme/shop-web"?',
    },
  },
});

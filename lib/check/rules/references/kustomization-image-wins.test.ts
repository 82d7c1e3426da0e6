import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { kustomizationImageWins } from './kustomization-image-wins.ts';

const FILE = 'k8s/prod/kustomization.yaml';
const overlay = (more: object) =>
  inFile(
    FILE,
    kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'k8s/prod' }, { images: [{ name: 'acme/web', newTag: 'v2' }], ...more }),
  );
const patch = (image: string) => `- op: replace\n  path: /spec/template/spec/containers/0/image\n  value: ${image}\n`;
const file = (image: string) =>
  inFile(
    'k8s/prod/web.yaml',
    documentObject('Config', 'web', {
      content: { kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'web', image }] } } } },
    }),
  );
const application = (images: readonly string[], annotations: Readonly<Record<string, string>> = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'web', namespace: 'argocd', annotations },
    { spec: { source: { path: 'k8s/prod', kustomize: { images } }, destination: {} } },
  );

const web = { ...inFile('k8s/prod/web.yaml', deployment({ name: 'web', container: { image: 'acme/web:v2' } })), overlay: 'k8s/prod' };
const script = (text: string) => inFile('deploy.sh', documentObject('Script', 'deploy', { text }));
const SED = 'sed -i "s|image: .*|image: acme/web:$SHA|" k8s/prod/web.yaml\n';

ruleCases(kustomizationImageWins, {
  accepts: {
    'a patch of another image, and one without a tag': [
      overlay({ patches: [{ patch: patch('acme/sidecar:v1') }, { patch: patch('acme/web') }] }),
    ],
    'the same tag twice': [overlay({ patches: [{ patch: patch('acme/web:v2') }] })],
    'an entry that gives another name': [
      overlay({ images: [{ name: 'acme/web', newName: 'ghcr.io/acme/web' }], patches: [{ patch: patch('acme/web:v1') }] }),
    ],
    'an Application that sets what the overlay leaves open': [overlay({ images: [] }), application(['acme/web:v3'])],
    'an updater that writes into the Application': [
      overlay({}),
      application(['acme/web:v3'], { 'argocd-image-updater.argoproj.io/image-list': 'acme/web' }),
    ],
    'a sed that nobody commits, and one beside an edit of the list': [
      overlay({}),
      web,
      script(SED),
      script(`${SED}kustomize edit set image acme/web:$SHA\ngit push\n`),
    ],
    'a sed beside a list without that image': [overlay({ images: [{ name: 'acme/was', newTag: 'v2' }] }), web, script(`${SED}git push\n`)],
    'another name, and no tag': [overlay({}), application(['acme/api:v3', 'acme/web=ghcr.io/acme/web'])],
  },
  refuses: {
    'a hotfix in a patch': {
      given: [overlay({ patches: [{ patch: patch('acme/web:hotfix') }, { path: 'web.yaml' }] }), file('acme/web:v1')],
      says: [
        'the patch gives acme/web:hotfix, and images sets acme/web to v2',
        'the patch gives acme/web:v1, and images sets acme/web to v2',
      ],
      fix: 'Write the tag into the list of images, and take it out of the patch.',
    },
    'a sed that the list outweighs': {
      given: [overlay({}), web, script(`${SED}git commit -am new\ngit push\n`)],
      says: 'line 1: sed writes the image of k8s/prod/web.yaml, and k8s/prod/kustomization.yaml sets acme/web to v2',
      fix: 'Write the tag into the list (kustomize edit set image), or take the entry out of it.',
    },
    'an Application that holds the tag': {
      given: [overlay({}), application(['acme/web:v1'])],
      says: 'the Application sets acme/web to v1, and k8s/prod/kustomization.yaml has v2',
    },
  },
});

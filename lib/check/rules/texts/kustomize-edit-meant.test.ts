import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { kustomizeEditMeant } from './kustomize-edit-meant.ts';

const FILE = 'k8s/prod/kustomization.yaml';
const overlay = inFile(FILE, kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'k8s/prod' }, { resources: [] }));
const workflow = (run: string, more: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'cd' }, { workflow: { jobs: { tags: { steps: [{ run, ...more }] } } } });
const script = (...lines: readonly string[]) => inFile('scripts/tag.sh', documentObject('Script', 'tag', { text: lines.join('\n') }));
const files = [FILE, 'scripts/tag.sh'];

ruleCases(kustomizeEditMeant, {
  accepts: {
    'a tag, and a name with a tag': {
      given: [
        overlay,
        workflow('cd k8s/prod\nkustomize edit set image acme/web:$TAG web=acme/web:v2 acme/web=ghcr.io/acme/web acme/web=*:v3'),
        workflow('kustomize edit set image "acme/web:main-${SHA::7}"', { 'working-directory': './k8s/prod' }),
      ],
      files,
    },
    'a name in a variable': { given: [overlay, workflow('cd k8s/prod && kustomize edit set image acme/web=$IMAGE')], files },
    'a script that changes into its folder': {
      given: [overlay, script('cd "$(dirname "$0")/../k8s/prod"', 'kustomize edit set image a/b:1')],
      files,
    },
    'a folder that nobody knows': {
      given: [
        overlay,
        workflow('cd $OVERLAY\nkustomize edit set image a/b:1'),
        workflow('git clone https://example.org/x\nkustomize edit set image a/b:1'),
        script('(cd k8s/prod && kustomize edit set image a/b:1)'),
      ],
      files,
    },
    'a kustomization that it makes': { given: [overlay, workflow('kustomize create --autodetect\nkustomize edit set image a/b:1')], files },
  },
  refuses: {
    'a tag behind the sign for a name': {
      given: [overlay, workflow('cd k8s/prod\nkustomize edit set image "acme/web=main-${SHA::7}" acme/api=v1.2')],
      files,
      says: [
        'line 2: acme/api=v1.2 gives the image the name v1.2, and no tag',
        'line 2: acme/web=main-${SHA::7} gives the image the name main-${SHA::7}, and no tag',
      ],
      fix: 'Write acme/api:v1.2.',
    },
    'a folder without a kustomization': {
      given: [overlay, workflow('kustomize edit set image acme/web:$TAG')],
      files,
      says: 'line 1: kustomize edit runs in the root, where no kustomization is',
      fix: 'Change into the folder of the overlay first.',
    },
  },
});

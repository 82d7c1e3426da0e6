import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { editFindsPlace } from './edit-finds-place.ts';

const FILE = 'overlays/prod/kustomization.yaml';
const overlay = inFile(
  FILE,
  kube(
    'kustomize.config.k8s.io/v1beta1/Kustomization',
    { name: 'overlays/prod' },
    { resources: ['../base'], images: [{ name: 'acme/web', newTag: 'v1' }] },
  ),
);
const values = inFile('web/values.yaml', documentObject('HelmValues', 'web', { values: { web: { image: { tag: 'v1' } }, replicas: 2 } }));
const pods = inFile('base/web.yaml', deployment({ name: 'web' }));
const script = (...lines: readonly string[]) => inFile('deploy.sh', documentObject('Script', 'deploy', { text: lines.join('\n') }));
const workflow = (run: string, more: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'cd' }, { workflow: { jobs: { tags: { steps: [{ run, ...more }] } } } });
const files = [FILE, 'base/web.yaml', 'web/values.yaml', 'deploy.sh'];

ruleCases(editFindsPlace, {
  accepts: {
    'fields of the file': {
      given: [
        overlay,
        pods,
        values,
        script(
          `sed -i "s/newTag: .*/newTag: $TAG/" ${FILE}`,
          'sed -i "s|image: ghcr.io/acme/web:.*|image: ghcr.io/acme/web:$TAG|" base/web.yaml',
          `yq -i '.images[0].newTag = "v2"' ${FILE}`,
          `yq -i '(.images[] | select(.name == "acme/web")).newTag = "v2"' ${FILE}`,
          'yq -i \'.web.image.tag = "v2" | .replicas = 3\' web/values.yaml',
        ),
      ],
      files,
    },
    'a value that the chart gives a default': { given: [values, script('yq -i \'.service.type = "NodePort"\' web/values.yaml')], files },
    'a list that is new': { given: [overlay, script(`yq -i '.replicas[0].count = 3' ${FILE}`)], files },
    'files that are somewhere else, or are not changed': {
      given: [overlay, script('cd "$WORK"', 'sed -i "s/image: .*/x/" kustomization.yaml'), script(`sed "s/image: .*/x/" ${FILE}`)],
      files,
    },
    'patterns of text and of comments': { given: [overlay, script(`sed -i -e "s/__TAG__/$TAG/" -e "s/# image: .*/x/" ${FILE}`)], files },
  },
  refuses: {
    'the field of a Deployment in a kustomization': {
      given: [overlay, workflow('cd overlays/prod\nsed -i "s|image: acme/web:.*|image: acme/web:$TAG|" kustomization.yaml')],
      files,
      says: 'line 2: sed looks for "image:" in kustomization.yaml, which has no such field',
      fix: 'Run "kustomize edit set image", or look for newTag.',
    },
    'a field with a slip, from the folder of the step': {
      given: [pods, workflow('sed -i "s/^  *replica: .*/  replicas: 3/" web.yaml', { 'working-directory': 'base' })],
      files,
      says: 'line 1: sed looks for "replica:" in web.yaml, which has no such field',
    },
    'paths that yq makes': {
      given: [
        overlay,
        values,
        script(
          `yq -i '.image.tag = "v2"' ${FILE}`,
          `yq -i '.images[3].newTag = "v2"' ${FILE}`,
          'yq e -i \'.image.tag = "v2"\' web/values.yaml',
        ),
      ],
      files,
      says: [
        `line 1: yq writes .image.tag into ${FILE}, which has no field image`,
        `line 2: yq writes .images[3].newTag into ${FILE}, which has 1 images`,
        'line 3: yq writes .image.tag into web/values.yaml, which has no field image',
      ],
    },
  },
});

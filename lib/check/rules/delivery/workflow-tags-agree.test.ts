import { kube, ruleCases } from '../../testing.ts';
import { workflowTagsAgree } from './workflow-tags-agree.ts';

const workflow = (name: string, steps: readonly object[], more: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name }, { workflow: { jobs: { [name]: { steps, ...more } } } });
const build = (tags: string) => ({ uses: 'docker/build-push-action@v6', with: { push: true, tags } });
const pushed = workflow('build', [
  { id: 'tag', run: 'echo "short=main-${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"' },
  build('acme/${{ matrix.service }}:${{ steps.tag.outputs.short }},acme/${{ matrix.service }}:latest'),
]);
const action = (tags: string) =>
  workflow('meta', [
    { id: 'meta', uses: 'docker/metadata-action@v5', with: { images: 'acme/web', tags } },
    build('${{ steps.meta.outputs.tags }}'),
  ]);
const delivery = (tag: string, env: object = { SHA: '${{ github.event.workflow_run.head_sha }}' }, image = 'acme/$service') =>
  workflow('tags', [{ run: `kustomize edit set image "${image}:${tag}"`, env }]);

ruleCases(workflowTagsAgree, {
  accepts: {
    'the tag that is pushed': [
      pushed,
      delivery('main-${SHA::7}'),
      delivery('main-${SHA:0:7}'),
      delivery('main-$(git rev-parse --short HEAD)', {}, 'acme/${{ matrix.service }}'),
    ],
    'the tag of an action': [action('type=sha'), delivery('sha-${SHA::7}', undefined, 'acme/web'), action('type=sha,prefix=,format=long')],
    'a tag that nobody can read': [pushed, delivery('$TAG'), delivery('${{ needs.build.outputs.tag }}'), delivery('v1.2')],
    'tags that are pushed in a way that nobody can read': [
      action('type=semver,pattern={{version}}\ntype=sha'),
      delivery('${SHA::7}', undefined, 'acme/web'),
    ],
    'another image': [pushed, delivery('${SHA::7}', undefined, 'shop/web')],
  },
  refuses: {
    'a tag without its first word': {
      given: [pushed, delivery('${SHA::7}')],
      says: 'line 1: it writes acme/$service:SHA (7 figures), and pushed are tags like main-SHA (7 figures), latest',
    },
    'the whole of the commit': {
      given: [pushed, delivery('main-$SHA')],
      says: 'line 1: it writes acme/$service:main-SHA, and pushed are tags like main-SHA (7 figures), latest',
    },
    'the form of an action': {
      given: [
        action('type=sha\ntype=raw,value=latest'),
        workflow('tags', [{ run: 'sed -i "s|image: acme/web:.*|image: acme/web:${GITHUB_SHA}|" web.yaml' }]),
      ],
      says: 'line 1: it writes acme/web:SHA, and pushed are tags like sha-SHA (7 figures), latest',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { workflowImageReady } from './workflow-image-ready.ts';

const BUILDX = { uses: 'docker/setup-buildx-action@v3' };
const IMAGE = 'acme/api:${{ github.sha }}';
const build = (inputs: object) => ({ uses: 'docker/build-push-action@v5', with: { tags: IMAGE, ...inputs } });
const scan = (image: string, more: object = {}) => ({ uses: 'aquasecurity/trivy-action@v0.24.0', with: { 'image-ref': image }, ...more });
const workflow = (steps: object[], on: object = { push: {}, pull_request: {} }) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on, jobs: { build: { 'runs-on': 'ubuntu-24.04', steps } } } });

const meta = (tags: string) => ({ id: 'meta', uses: 'docker/metadata-action@v5', with: { images: 'acme/api', tags } });
const ON_MAIN = "type=sha,prefix=\ntype=raw,value=latest,enable=${{ github.ref == 'refs/heads/main' }}";

ruleCases(workflowImageReady, {
  accepts: {
    'a scan of what was pushed or loaded': [
      workflow([build({ push: true }), scan(IMAGE)]),
      workflow([build({ push: false, load: true }), scan(IMAGE)]),
      workflow([build({ push: "${{ github.event_name == 'push' }}" }), scan(IMAGE, { if: "github.event_name == 'push'" })]),
    ],
    'an image of somebody else, or of another job': [workflow([build({ push: false }), scan('postgres:15')]), workflow([scan(IMAGE)])],
    'a tag that every run gives, and one of the main branch alone': [
      workflow([
        meta('type=sha,prefix=\ntype=raw,value=latest'),
        build({ push: true, tags: '${{ steps.meta.outputs.tags }}' }),
        scan('acme/api:latest'),
      ]),
      workflow([meta(ON_MAIN), build({ push: true, tags: '${{ steps.meta.outputs.tags }}' }), scan('acme/api:latest')], {
        push: { branches: ['main'] },
      }),
      workflow([
        meta(ON_MAIN),
        build({ push: true, tags: '${{ steps.meta.outputs.tags }}' }),
        scan('acme/api:latest', { if: "github.ref == 'refs/heads/main'" }),
      ]),
    ],
    'tags that a step works out': [workflow([build({ push: true, tags: '${{ steps.meta.outputs.tags }}' }), scan(IMAGE)])],
  },
  refuses: {
    'a tag that pull requests do not get': {
      given: [workflow([meta(ON_MAIN), build({ load: true, tags: '${{ steps.meta.outputs.tags }}' }), scan('acme/api:latest')])],
      says: "it looks at acme/api:latest, a tag that job build gives only where github.ref == 'refs/heads/main'",
    },
    'a scan of an image that stays in the builder': {
      given: [workflow([BUILDX, build({ push: false }), scan(IMAGE)])],
      says: 'it looks at acme/api:${{ github.sha }}, which is neither pushed nor loaded',
      fix: 'Add load: true to the build, or run the step only where the image is pushed.',
    },
    'a scan that runs for pull requests, too': {
      given: [workflow([BUILDX, build({ push: "${{ github.event_name == 'push' }}" }), scan(IMAGE)])],
      says: 'it looks at acme/api:${{ github.sha }}, which is not loaded, and pushed only sometimes',
    },
    'a scan of another tag': {
      given: [workflow([BUILDX, build({ push: true }), scan('acme/api:latest')])],
      says: 'it looks at acme/api:latest, and job build builds acme/api:${{ github.sha }}',
      fix: 'Name the image by the tag that was built.',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { workflowTagsPushed } from './workflow-tags-pushed.ts';

const workflow = (...steps: readonly object[]) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: 'push', jobs: { build: { 'runs-on': 'ubuntu-24.04', steps } } } });
const build = (inputs: object) => ({ uses: 'docker/build-push-action@v6', with: inputs });
const DIGEST = 'type=image,name=acme/web,push-by-digest=true,name-canonical=true,push=true';

ruleCases(workflowTagsPushed, {
  accepts: {
    'tags with an owner': [workflow(build({ push: true, tags: 'acme/web:1,ghcr.io/acme/web:1,localhost:5000/web:1' }))],
    'tags of another step': [workflow(build({ push: true, tags: '${{ steps.meta.outputs.tags }}' }))],
    'a name that a variable gives': [workflow(build({ push: true, tags: '${{ env.IMAGE }}:1' }))],
    'a name for this machine': [workflow(build({ load: true, tags: 'web:test' }))],
    'a push by digest': [workflow(build({ outputs: DIGEST }))],
    'a push by digest under a name': [
      workflow(build({ outputs: DIGEST, tags: 'ghcr.io/acme/web' }), build({ outputs: DIGEST, tags: '${{ env.IMAGE }}' })),
    ],
    'commands that push elsewhere': [workflow({ run: 'docker push acme/web:1\ndocker push "$IMAGE"\ndocker push localhost:5000/web' })],
  },
  refuses: {
    'a name without an owner': {
      given: [workflow(build({ push: true, tags: 'acme/web:1\nweb:latest' }))],
      says: 'web:latest names no registry and no owner: it is docker.io/library/web:latest',
    },
    'an expression that has an owner elsewhere': {
      given: [
        workflow(build({ push: "${{ github.event_name == 'push' }}", tags: 'acme/${{ matrix.service }}:1\n${{ matrix.service }}:latest' })),
      ],
      says: '${{ matrix.service }}:latest names no registry and no owner: it is docker.io/library/${{ matrix.service }}:latest',
    },
    'a command': {
      given: [workflow({ run: 'docker build -t web:1 .\ndocker push web:1\n' })],
      says: 'web:1 names no registry and no owner: it is docker.io/library/web:1',
    },
    'tags of a push by digest': {
      given: [workflow(build({ tags: 'acme/web:1', outputs: DIGEST }))],
      says: 'the image is pushed by digest, and has the tag acme/web:1',
    },
    'no name at all': {
      given: [workflow(build({ push: true, context: '.' }))],
      says: 'the image is to be pushed, and neither tags nor outputs give it a name',
    },
  },
});

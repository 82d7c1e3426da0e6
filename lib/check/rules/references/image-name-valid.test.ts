import { deployment, kube, ruleCases } from '../../testing.ts';
import { imageNameValid } from './image-name-valid.ts';

const pod = (image: string) => deployment({ container: { image } });
const build = (tags: string) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { on: 'push', jobs: { build: { steps: [{ uses: 'docker/build-push-action@v6', with: { tags } }] } } } },
  );

ruleCases(imageNameValid, {
  accepts: {
    'names of all kinds': [
      pod('nginx'),
      pod('nginx:1.27-Alpine'),
      pod('localhost:5000/web:v1'),
      pod('ghcr.io/acme/web:v1@sha256:0f'),
      pod('Registry.example.com/acme/web:v1'),
    ],
    'what is filled in later': [
      pod('${REGISTRY}/Web:v1'),
      pod('REPLACE_ME_WITH_REGISTRY/web:1'),
      pod('__WEB_IMAGE__'),
      build('ghcr.io/${{ github.repository }}:v1'),
    ],
  },
  refuses: {
    'a capital letter': {
      given: [pod('ghcr.io/Acme/web:v84')],
      says: 'the image ghcr.io/Acme/web:v84 has capital letters before its tag',
      fix: 'Write ghcr.io/acme/web:v84.',
    },
    'a scheme': { given: [pod('https://ghcr.io/acme/web:v1')], says: 'the image https://ghcr.io/acme/web:v1 begins with a scheme' },
    'two tags': { given: [pod('ghcr.io/acme/web:v1:v2')], says: 'the image ghcr.io/acme/web:v1:v2 has two tags (v1, v2)' },
    'a tag that was not filled in': {
      given: [pod('ghcr.io/acme/web:')],
      says: 'the image ghcr.io/acme/web: ends with a colon, and has no tag',
    },
    'a digest alone': {
      given: [pod('acme/web@4bcff63911')],
      says: 'the image acme/web@4bcff63911 has a digest without its kind',
      fix: 'Write the kind before it: @sha256:4bcff63911.',
    },
    'a tag of a build': {
      given: [build('ghcr.io/acme/web:v1\nghcr.io/ACME/web:latest')],
      says: 'the image ghcr.io/ACME/web:latest has capital letters before its tag',
    },
  },
});

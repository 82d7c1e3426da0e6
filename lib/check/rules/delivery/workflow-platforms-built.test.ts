import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { workflowPlatformsBuilt } from './workflow-platforms-built.ts';

const BUILDX = { uses: 'docker/setup-buildx-action@v3' };
const QEMU = { uses: 'docker/setup-qemu-action@v3' };
const build = (inputs: object) => ({ uses: 'docker/build-push-action@v5', with: { tags: 'acme/api:1', ...inputs } });
const workflow = (steps: object[], machine = 'ubuntu-24.04') =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: { push: {} }, jobs: { build: { 'runs-on': machine, steps } } } });
const BOTH = { platforms: 'linux/amd64,linux/arm64', push: true };

ruleCases(workflowPlatformsBuilt, {
  accepts: {
    'two platforms with builder and emulator': [workflow([QEMU, BUILDX, build(BOTH)])],
    'the platform of the machine': [
      workflow([build({ platforms: 'linux/amd64', push: true })]),
      workflow([build({ platforms: 'linux/arm64', push: true })], 'ubuntu-24.04-arm'),
    ],
    'two platforms that go to the registry, or into a file': [
      workflow([QEMU, BUILDX, build({ platforms: BOTH.platforms, outputs: 'type=image,name=acme/api,push=true' })]),
      workflow([QEMU, BUILDX, build({ platforms: BOTH.platforms, outputs: 'type=oci,dest=/tmp/image.tar' })]),
    ],
    'no platform at all': [workflow([build({ push: true })])],
    'a Dockerfile that compiles across': [
      documentObject('TextFile', 'Dockerfile', { text: 'FROM --platform=$BUILDPLATFORM golang:1.22 AS build\n' }),
      workflow([BUILDX, build(BOTH)]),
    ],
  },
  refuses: {
    'two platforms without builder and emulator': {
      given: [workflow([build(BOTH)])],
      says: [
        'linux/amd64 and linux/arm64 are built in one go, and job build sets up no buildx',
        'linux/arm64 is built on a machine of another processor, and job build sets up no emulator',
      ],
      fix: 'Add docker/setup-buildx-action before it.',
    },
    'two platforms that are to be loaded': {
      given: [workflow([QEMU, BUILDX, build({ platforms: 'linux/amd64,linux/arm64', load: true })])],
      says: 'an image of 2 platforms cannot be loaded into Docker',
    },
  },
});

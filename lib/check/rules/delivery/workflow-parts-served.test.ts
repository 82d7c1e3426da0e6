import { kube, ruleCases } from '../../testing.ts';
import { workflowPartsServed } from './workflow-parts-served.ts';

const workflow = (step: object, machine: unknown = 'ubuntu-24.04') =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { build: { 'runs-on': machine, steps: [step] } } } });

ruleCases(workflowPartsServed, {
  accepts: {
    'what is served today': [workflow({ uses: 'actions/upload-artifact@v4' }), workflow({ uses: 'actions/cache@v3.4.0' })],
    'a commit, of which nobody knows the version': [workflow({ uses: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02' })],
    'tags without a v of somebody who writes them so': [workflow({ uses: 'acme/scan@0.24.0' })],
    'machines of its own': [workflow({ run: 'make' }, ['self-hosted', 'ubuntu-20.04'])],
    'versions in quotes': [workflow({ uses: 'actions/setup-python@v5', with: { 'python-version': '3.10' } })],
    'versions that are numbers': [
      workflow({ uses: 'actions/setup-python@v5', with: { 'python-version': 3.11 } }),
      workflow({ uses: 'actions/setup-node@v4', with: { 'node-version': 20 } }),
    ],
    'outputs in the file': [workflow({ run: 'echo "tag=$TAG" >> "$GITHUB_OUTPUT"' })],
  },
  refuses: {
    'a tag that lost its v': {
      given: [workflow({ uses: 'docker/setup-buildx-action@3' })],
      says: 'docker/setup-buildx-action has no version 3: its tags begin with v',
      fix: 'Write docker/setup-buildx-action@v3.',
    },
    'artifacts of version 3': {
      given: [workflow({ uses: 'actions/upload-artifact@v3' })],
      says: 'actions/upload-artifact@v3 is no longer run (since 30 January 2025)',
      fix: 'Use v4 or newer.',
    },
    'a machine that is gone': {
      given: [workflow({ run: 'make' }, 'ubuntu-20.04')],
      says: 'job build runs on ubuntu-20.04, which GitHub no longer has',
    },
    'a version without its zero': {
      given: [workflow({ uses: 'actions/setup-python@v5', with: { 'python-version': 3.1 } })],
      says: 'python-version is the number 3.1: YAML takes the last zero away',
      fix: "Write it in quotes: '3.10'.",
    },
    'commands of old': {
      given: [workflow({ run: 'echo "::set-env name=TAG::1"' }), workflow({ run: 'echo "::set-output name=tag::$TAG"' })],
      says: ['::set-env:: is switched off', '::set-output:: is deprecated'],
      fix: 'Append the line to "$GITHUB_ENV".',
    },
  },
});

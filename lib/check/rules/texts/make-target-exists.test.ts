import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { makeTargetExists } from './make-target-exists.ts';

const makefile = (text: string, path = 'Makefile') => inFile(path, documentObject('TextFile', path, { text }));
const own = makefile('TAG ?= v1\n.PHONY: build deploy\nbuild:\n\tgo build\ndeploy: build\n\tkubectl apply -k k8s\n');
const guide = (...lines: readonly string[]) => inFile('README.md', documentObject('Guide', 'README', { text: lines.join('\n') }));
const workflow = (run: string, more: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { test: { steps: [{ run, ...more }] } } } });

ruleCases(makeTargetExists, {
  accepts: {
    'targets of the file': [own, guide('make build', 'make deploy TAG=v2 -j 4'), workflow('make build && make deploy')],
    'targets of other files, and of patterns': [makefile('include common.mk\nbuild:\n\ttrue\n'), guide('make lint')],
    'a target that a pattern makes': [makefile('build-%:\n\tdocker build $*\n'), guide('make build-web')],
    'a Makefile somewhere else': [
      own,
      workflow('make lint', { 'working-directory': 'web' }),
      guide('git clone https://example.org/x', 'cd x', 'make lint'),
    ],
    'a guide for the Makefile of another repository': [own, guide('make images', 'make rollout')],
    'a tree without one': [guide('make lint')],
    'no target, and a variable': [own, guide('make'), workflow('make $TARGET')],
  },
  refuses: {
    'a target that was renamed': {
      given: [own, guide('make build', 'make deploy-local')],
      says: 'line 2: make has no target deploy-local; there are build, deploy',
    },
    'a slip in a workflow, and a folder': {
      given: [own, makefile('lint:\n\ttrue\n', 'web/Makefile'), workflow('make biuld'), workflow('make -C web test')],
      says: ['line 1: make has no target biuld; there are build, deploy', 'line 1: make has no target test; there is lint'],
      fix: 'Did you mean "build"?',
    },
  },
});

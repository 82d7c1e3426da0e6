import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { dockerBuildFits } from './docker-build-fits.ts';

const files = ['services/web/Dockerfile', 'Makefile', 'build.sh'];
const own = inFile('services/web/Dockerfile', documentObject('TextFile', 'web', { text: 'FROM alpine:3.19\n' }));
const pods = deployment({ container: { image: 'acme/web:v1' } });
const make = (line: string) => inFile('Makefile', documentObject('TextFile', 'Makefile', { text: `build:\n\t${line}\n` }));
const script = (...lines: readonly string[]) => inFile('build.sh', documentObject('Script', 'build', { text: lines.join('\n') }));
const workflow = (run: string) => kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { build: { steps: [{ run }] } } } });

ruleCases(dockerBuildFits, {
  accepts: {
    'a folder that is there, and the name of the manifest': {
      given: [
        own,
        pods,
        make('docker build -t acme/web:v1 services/web'),
        workflow('docker buildx build --push -t acme/web:$TAG ./services/web'),
      ],
      files,
    },
    'a loop over services': { given: [own, pods, make('for s in $(SERVICES); do docker build -t acme/$$s:v1 services/$$s; done')], files },
    'a name that is given later': {
      given: [own, pods, script('docker build -t shop/web services/web', 'docker tag shop/web acme/web:v1')],
      files,
    },
    'an image of tests, and one that no manifest runs': {
      given: [own, pods, script('docker build -t test/web services/web', 'docker build -t shop/tools services/web')],
      files,
    },
    'a folder that nobody knows': {
      given: [own, pods, script('cd $SRC', 'docker build -t acme/web web'), script('git clone x y', 'docker build -t acme/api y/api')],
      files,
    },
  },
  refuses: {
    'a folder that was moved': {
      given: [own, pods, script('docker build -t acme/web:v1 ./app/web')],
      files,
      says: 'line 1: docker builds in ./app/web, which is not in the tree',
      fix: 'Did you mean "services/web"?',
    },
    'another account': {
      given: [
        own,
        pods,
        make('docker build -t shop/web:v1 services/web'),
        make('for s in a b; do docker build -t shop/$$s:v1 services/web; done'),
      ],
      files,
      says: [
        'line 2: the image is called shop/$$s, and the manifests run acme/…',
        'line 2: the image is called shop/web, and the manifests run acme/web',
      ],
    },
  },
});

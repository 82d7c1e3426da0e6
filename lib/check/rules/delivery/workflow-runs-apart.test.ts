import { inFile, kube, ruleCases } from '../../testing.ts';
import { workflowRunsApart } from './workflow-runs-apart.ts';

const ON_MAIN = { push: { branches: ['main'] } };
const workflow = (file: string, name: string, steps: readonly object[], on: object = ON_MAIN, job: object = {}) =>
  inFile(
    `.github/workflows/${file}`,
    kube('slipway.dev/v1/Workflow', { name }, { workflow: { name, on, jobs: { build: { steps, ...job } } } }),
  );
const push = (image: string) => [{ run: `docker build -t ${image} .\ndocker push ${image}` }];
const SHA = 'ghcr.io/acme/web:${{ github.sha }}';

ruleCases(workflowRunsApart, {
  accepts: {
    'images of their own': [workflow('a.yml', 'A', push('ghcr.io/acme/api:v1')), workflow('b.yml', 'B', push('ghcr.io/acme/web:v1'))],
    'other branches, and other folders': [
      workflow('a.yml', 'A', push(SHA)),
      workflow('b.yml', 'B', push(SHA), { push: { branches: ['develop'] } }),
      workflow('c.yml', 'C', push(SHA), { workflow_dispatch: {} }),
    ],
    'folders of their own': [
      workflow('a.yml', 'A', push(SHA), { push: { branches: ['main'], paths: ['api/**'] } }),
      workflow('b.yml', 'B', push(SHA), { push: { branches: ['main'], paths: ['web/**'] } }),
    ],
    'the same name for other work': [
      workflow('a.yml', 'CI', [{ run: 'npm test' }]),
      workflow('b.yml', 'CI', [{ run: 'kubectl apply -f out/rules/' }]),
    ],
    'a matrix of other parts': [
      workflow('a.yml', 'A', push('acme/${{ matrix.part }}:v1'), ON_MAIN, { strategy: { matrix: { part: ['api'] } } }),
      workflow('b.yml', 'B', push('acme/${{ matrix.part }}:v1'), ON_MAIN, { strategy: { matrix: { part: ['web'] } } }),
    ],
  },
  refuses: {
    'two that push one image': {
      given: [
        workflow('build.yml', 'Build', push(SHA)),
        workflow('ci.yml', 'CI', [{ uses: 'docker/build-push-action@v6', with: { push: true, tags: SHA } }]),
      ],
      says: 'it pushes ghcr.io/acme/web:${{ github.sha }}, as .github/workflows/build.yml does, and one push starts both',
    },
    'a file under its misspelt name, and the right one': {
      given: [
        workflow('deploy.yaml', 'Deploy rules', [{ run: 'make rules\nkubectl apply -f out/rules/' }]),
        workflow('dpeloy.yaml', 'Deploy rules', [{ run: 'make old-rules\nkubectl apply -f out/rules/' }]),
      ],
      says: 'Deploy rules is also .github/workflows/deploy.yaml, and one push starts both',
    },
  },
});

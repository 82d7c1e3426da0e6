import { documentKind } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { workflowVariableGiven } from './workflow-variable-given.ts';

const workflow = (run: string, env: object, more: object = {}, before: readonly object[] = []) =>
  kube(documentKind('Workflow'), { name: 'ci' }, { workflow: { jobs: { deploy: { steps: [...before, { run, env }] } }, ...more } });
const PURGE = 'curl -fsS "https://api.example.com/zones/$ZONE_ID/purge" -H "Authorization: Bearer $CF_API_TOKEN"';
const ENV = { CLOUDFLARE_API_TOKEN: '${{ secrets.CLOUDFLARE_API_TOKEN }}', ZONE_ID: 'x' };

const LOGIN = 'mysql -u root -p"$DB_PASSWORD" -e "SELECT 1"';
const HOSTED = { 'runs-on': 'ubuntu-24.04' };

ruleCases(workflowVariableGiven, {
  accepts: {
    'the names that are given': [workflow(PURGE, { ...ENV, CF_API_TOKEN: 'x' })],
    'a variable that a program reads itself': [workflow('gh pr list --repo "$REPO"', { GH_TOKEN: 'x', REPO: 'acme/web' })],
    'a variable of the runner': [workflow('echo "$GITHUB_TOKEN $RUNNER_NAME"', { API_TOKEN: 'x' })],
    'a variable of the whole workflow': [workflow(PURGE, ENV, { env: { CF_API_TOKEN: 'x' } })],
    'a variable that the script sets': [workflow(`CF_API_TOKEN=$(cat token)\n${PURGE}`, ENV)],
    'one that a step hands on': [workflow(PURGE, ENV, {}, [{ run: 'cat vars >> "$GITHUB_ENV"' }])],
    'names that have nothing in common': [workflow('echo "$BUCKET"', { API_TOKEN: 'x' })],
    'a secret that the runner of somebody, an action or a default may bring': [
      workflow(LOGIN, {}, { jobs: { deploy: { 'runs-on': 'self-hosted', steps: [{ run: LOGIN }] } } }),
      workflow(LOGIN, {}, { jobs: { deploy: { ...HOSTED, steps: [{ uses: 'hashicorp/vault-action@v3' }, { run: LOGIN }] } } }),
      workflow(LOGIN, {}, { jobs: { deploy: { ...HOSTED, steps: [{ run: 'echo "${DB_PASSWORD:-none}"' }] } } }),
      workflow(LOGIN, {}, { jobs: { deploy: { ...HOSTED, env: { DB_PASSWORD: 'x' }, steps: [{ run: LOGIN }] } } }),
    ],
    'text that no shell expands': [workflow("echo '$CF_API_TOKEN'", ENV)],
  },
  refuses: {
    'a secret that nothing hands over': {
      given: [workflow(LOGIN, {}, { jobs: { deploy: { ...HOSTED, steps: [{ uses: 'actions/checkout@v4' }, { run: LOGIN }] } } })],
      says: '$DB_PASSWORD is read, and neither the step, nor the job, nor the workflow sets it',
      fix: 'Add env: DB_PASSWORD: ${{ secrets.DB_PASSWORD }} to the step.',
    },
    'a token by another name': {
      given: [workflow(PURGE, ENV)],
      says: '$CF_API_TOKEN is read, and the step is given CLOUDFLARE_API_TOKEN, ZONE_ID; CLOUDFLARE_API_TOKEN is read by nothing',
      fix: 'Read $CLOUDFLARE_API_TOKEN, or call it CF_API_TOKEN in env.',
    },
    'a name with braces': {
      given: [workflow('docker push "${REGISTRY_URL}/web"', { REGISTRY_HOST: 'ghcr.io' })],
      says: '$REGISTRY_URL is read, and the step is given REGISTRY_HOST; REGISTRY_HOST is read by nothing',
    },
  },
});

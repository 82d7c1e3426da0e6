import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { terraformVersionFits } from './terraform-version-fits.ts';

const asks = (version: string) =>
  inFile('infra/main.tf', documentObject('TextFile', 'main', { text: `terraform {\n  required_version = "${version}"\n}\n` }));
const workflow = (version: string | undefined, run = 'terraform -chdir=infra apply') =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'tf' },
    {
      workflow: {
        jobs: {
          apply: {
            steps: [{ uses: 'hashicorp/setup-terraform@v3', with: version === undefined ? {} : { terraform_version: version } }, { run }],
          },
        },
      },
    },
  );
const files = ['infra/main.tf'];

ruleCases(terraformVersionFits, {
  accepts: {
    'a version within': { given: [asks('>= 1.5.0, < 2.0.0'), workflow('1.9.8'), workflow('1.5.7', 'cd infra\nterraform plan')], files },
    'a later patch, and a later minor': { given: [asks('~> 1.5.0'), workflow('1.5.7')], files },
    'a range, and none': { given: [asks('>= 1.5.0'), workflow('~1.4'), workflow('latest'), workflow(undefined)], files },
    'another folder': { given: [asks('>= 1.5.0'), workflow('1.4.6', 'terraform -chdir=other apply')], files },
  },
  refuses: {
    'an older one': {
      given: [asks('>= 1.5.0'), workflow('1.4.6')],
      files,
      says: 'Terraform 1.4.6 is brought, and infra asks for >= 1.5.0',
    },
    'a later minor where the patch may grow': {
      given: [asks('~> 1.5.0'), workflow('1.9.8')],
      files,
      says: 'Terraform 1.9.8 is brought, and infra asks for ~> 1.5.0',
    },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { terraformValuesGiven } from './terraform-values-given.ts';

const VARIABLES = 'infra/cluster/variables.tf';
const variables = inFile(
  VARIABLES,
  documentObject('TextFile', 'variables', {
    text: 'variable "kubeconfig" {\n  type = string\n}\n\nvariable "zone" {\n  default = "a"\n}\n',
  }),
);
const workflow = (run: string, more: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'tf' }, { workflow: { jobs: { apply: { steps: [{ run, ...more }] } } } });
const script = (...lines: readonly string[]) => inFile('scripts/up.sh', documentObject('Script', 'up', { text: lines.join('\n') }));
const files = [VARIABLES, 'infra/cluster/environments/prod.tfvars', 'scripts/up.sh'];

ruleCases(terraformValuesGiven, {
  accepts: {
    'a file of values': {
      given: [variables, workflow('terraform -chdir=infra/cluster apply -auto-approve -var-file=environments/prod.tfvars')],
      files,
    },
    'variables of the run and of the command': {
      given: [
        variables,
        workflow('cd infra/cluster\nterraform apply -input=false', { env: { TF_VAR_kubeconfig: 'x' } }),
        workflow('terraform -chdir=infra/cluster plan -var "kubeconfig=x"'),
      ],
      files,
    },
    'a file that is read by itself': {
      given: [variables, workflow('terraform plan', { 'working-directory': 'infra/cluster' })],
      files: [...files, 'infra/cluster/prod.auto.tfvars'],
    },
    'a plan that was saved, and commands without values': {
      given: [variables, workflow('cd infra/cluster\nterraform init\nterraform validate\nterraform apply -auto-approve tf.plan')],
      files,
    },
    'somebody who is asked': { given: [variables, script('terraform -chdir=infra/cluster apply')], files },
    'values that a service keeps': {
      given: [
        variables,
        inFile('infra/cluster/main.tf', documentObject('TextFile', 'main', { text: 'terraform {\n  cloud {\n  }\n}\n' })),
        workflow('terraform -chdir=infra/cluster apply'),
      ],
      files,
    },
    'a folder that nobody knows': { given: [variables, workflow('terraform -chdir=$DIR apply\ncd $X && terraform apply')], files },
  },
  refuses: {
    'values that nobody gives': {
      given: [variables, workflow('terraform init\nterraform apply -auto-approve', { 'working-directory': 'infra/cluster' })],
      files,
      says: 'line 2: terraform apply is not given kubeconfig, which infra/cluster must have',
      fix: 'Add -var-file=environments/prod.tfvars, or call the file terraform.tfvars.',
    },
    'a folder that was renamed, and a file as seen from elsewhere': {
      given: [
        variables,
        script('terraform -chdir=infra/clusters init', 'terraform -chdir=infra/cluster apply -var-file=cluster/environments/prod.tfvars'),
      ],
      files,
      says: [
        'line 1: terraform is to change into infra/clusters, which is not in the tree',
        'line 2: the values of cluster/environments/prod.tfvars are asked for, which is not in infra/cluster',
      ],
    },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformOutputDeclared } from './terraform-output-declared.ts';

const outputs = inFile(
  'infra/outputs.tf',
  documentObject('TextFile', 'outputs', { text: 'output "node_ip" {\n  value = "10.0.0.1"\n}\n' }),
);
const script = (text: string) => inFile('scripts/up.sh', documentObject('Script', 'up', { text: `#!/bin/bash\nset -e\n${text}\n` }));

ruleCases(terraformOutputDeclared, {
  accepts: {
    'an output that there is': [outputs, script('IP=$(terraform -chdir=infra output -raw node_ip)\nterraform output node_ip')],
    'all of them': [outputs, script('terraform output -json | jq .')],
    'a tree without Terraform': [script('terraform output -raw master_ip')],
    'a name that the shell works out': [outputs, script('terraform output -raw "$1"')],
  },
  refuses: {
    'an output of another name': {
      given: [outputs, script('IP=$(terraform output -raw master_ip)')],
      says: 'line 3: Terraform has no output "master_ip"; it has node_ip',
    },
    'a name that is misspelt': {
      given: [outputs, script('cd infra && terraform output -raw node_ips')],
      says: 'line 3: Terraform has no output "node_ips"; it has node_ip',
      fix: 'Did you mean "node_ip"?',
    },
  },
});

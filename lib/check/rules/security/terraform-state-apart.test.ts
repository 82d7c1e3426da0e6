import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformStateApart } from './terraform-state-apart.ts';

const tf = (text: string) => inFile('terraform/main.tf', documentObject('TextFile', 'terraform/main', { text }));

ruleCases(terraformStateApart, {
  accepts: {
    'a state elsewhere': {
      given: [tf('terraform {\n  backend "s3" {}\n}\n')],
      files: ['terraform/main.tf', 'terraform/.terraform.lock.hcl'],
    },
    'variables without a default': [tf('variable "db_password" {\n  type      = string\n  sensitive = true\n}\n')],
    'defaults of other things': [
      tf('variable "secret_name" {\n  default = "app-secrets"\n}\nvariable "db_password" {\n  default = ""\n}\n'),
    ],
  },
  refuses: {
    'a state in the tree': {
      given: [tf('')],
      files: ['terraform/main.tf', 'terraform/terraform.tfstate'],
      says: 'terraform/terraform.tfstate is in the tree',
    },
    'a password as the default': {
      given: [tf('variable "postgres_password" {\n  type    = string\n  default = "shop2025"\n}\n')],
      says: 'variable postgres_password has a secret as its default',
    },
  },
});

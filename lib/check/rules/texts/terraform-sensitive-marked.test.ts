import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformSensitiveMarked } from './terraform-sensitive-marked.ts';

const file = (path: string, text: string) => inFile(path, documentObject('TextFile', path, { text }));
const variables = file(
  'infra/variables.tf',
  'variable "password" {\n  type      = string\n  sensitive = true\n}\n\nvariable "zone" {\n  type = string\n}\n',
);
const output = (body: string, path = 'infra/outputs.tf') => file(path, `output "shown" {\n${body}\n}\n`);
const called = file('infra/main.tf', 'module "db" {\n  source = "./db"\n}\n');
const inner = output('  value     = var.password\n  sensitive = true', 'infra/db/outputs.tf');

ruleCases(terraformSensitiveMarked, {
  accepts: {
    'an output that is marked': [variables, output('  value     = var.password\n  sensitive = true')],
    'what is not sensitive': [variables, output('  value = var.zone'), file('other/a.tf', 'output "x" {\n  value = var.password\n}\n')],
    'what is said not to be': [variables, output('  value = nonsensitive(var.password)')],
    'an output of a module, which is handed on': [
      called,
      file('infra/db/v.tf', 'variable "password" {\n  sensitive = true\n}\n'),
      output('  value = var.password', 'infra/db/outputs.tf'),
    ],
    'a name in a text': [variables, output('  value = "var.password"')],
  },
  refuses: {
    'a sensitive variable': {
      given: [variables, output('  value = "postgres://${var.password}@db"')],
      says: 'output shown shows var.password, which is sensitive',
      fix: 'Add sensitive = true to the output, or leave it out.',
    },
    'an output of a module that is marked, and a password that is made': {
      given: [called, inner, output('  value = module.db.shown'), output('  value = random_password.db.result', 'infra/more.tf')],
      says: ['output shown shows random_password.db.result, which is sensitive', 'output shown shows module.db.shown, which is sensitive'],
    },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformValuesFit } from './terraform-values-fit.ts';

const tf = (file: string, text: string) => inFile(file, documentObject('TextFile', file, { text }));
const variables = tf(
  'infra/variables.tf',
  'variable "vpc_cidr" {\n  type = string\n}\nvariable "zones" {\n  type    = list(string)\n  default = ["a"]\n}\n',
);
const nodes = 'resource "aws_instance" "node" {\n  count = 3\n  ami   = "ami-1"\n}\n';
const reads = (value: string) => [tf('infra/nodes.tf', nodes), tf('infra/outputs.tf', `output "ip" {\n  value = ${value}\n}\n`)];

ruleCases(terraformValuesFit, {
  accepts: {
    'values of variables that there are': [variables, tf('infra/terraform.tfvars', 'vpc_cidr = "10.0.0.0/16"\nzones = [\n  "a",\n]\n')],
    'values for the folder above': [variables, tf('infra/env/prod.tfvars', 'vpc_cidr = "10.0.0.0/16"\n')],
    'a map with keys of its own': [tf('infra/variables.tf', 'variable "tags" {}\n'), tf('infra/x.tfvars', 'tags = {\n  Owner = "me"\n}\n')],
    'a backend that is written out': [
      tf('infra/main.tf', 'terraform {\n  backend "s3" {\n    bucket = "state"\n  }\n}\nlocals {\n  x = var.y\n}\n'),
    ],
    'one of several': [...reads('aws_instance.node[0].id')],
    'all of several': [...reads('aws_instance.node[*].id')],
    'a number in quotes, which is converted': [tf('infra/variables.tf', 'variable "size" {\n  type    = number\n  default = "3"\n}\n')],
    'no default, or none known': [
      tf(
        'infra/variables.tf',
        'variable "x" {\n  type    = list(string)\n  default = null\n}\nvariable "y" {\n  type = any\n  default = []\n}\n',
      ),
    ],
  },
  refuses: {
    'a value for nobody': {
      given: [variables, tf('infra/terraform.tfvars', 'vpc_cidr_block = "10.0.0.0/16"\n')],
      says: 'vpc_cidr_block is given a value, and infra declares no such variable',
      fix: 'Is "vpc_cidr" meant, which is not given?',
    },
    'a backend that reads a variable': {
      given: [tf('infra/main.tf', 'terraform {\n  backend "s3" {\n    bucket = var.bucket\n  }\n}\n')],
      says: 'the backend reads var.bucket',
    },
    'a default of another type': {
      given: [tf('infra/variables.tf', 'variable "zones" {\n  type    = list(string)\n  default = "a"\n}\n')],
      says: 'variable zones is of type list(string), and its default is one value',
      fix: 'Put the default in brackets.',
    },
    'one name for several': {
      given: reads('aws_instance.node.id'),
      says: 'aws_instance.node.id is read, and aws_instance.node has count: there may be several',
      fix: 'Write aws_instance.node[0].id or aws_instance.node[*].id.',
    },
  },
});

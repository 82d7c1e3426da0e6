import { inFile, kube, ruleCases } from '../../testing.ts';
import { terraformBlocksSound } from './terraform-blocks-sound.ts';

const tf = (text: string, file = 'main.tf') => inFile(file, kube('slipway.dev/v1/TextFile', { name: file }, { text }));
const names = 'variable "names" {\n  type = list(string)\n}\n';
const each = (over: string) => `resource "null_resource" "a" {\n  for_each = ${over}\n}\n`;
const gone = (command: string) =>
  `resource "null_resource" "a" {\n  triggers = { name = var.name }\n  provisioner "local-exec" {\n    when    = destroy\n    command = "multipass delete ${command}"\n  }\n}\n`;
const provider = (version: string) =>
  `terraform {\n  required_providers {\n    null = { source = "hashicorp/null", version = "${version}" }\n  }\n}\n`;

ruleCases(terraformBlocksSound, {
  accepts: {
    'names of their own': [tf('resource "null_resource" "a" {}\nresource "null_resource" "b" {}\ndata "null_resource" "a" {}\n')],
    'the same name in two folders': [tf('variable "a" {}\n', 'one/main.tf'), tf('variable "a" {}\n', 'two/main.tf')],
    'a file that is laid over another': [tf('variable "a" {}\n'), tf('variable "a" {}\n', 'main_override.tf')],
    'providers under aliases': [tf('provider "aws" {}\nprovider "aws" {\n  alias = "b"\n}\n')],
    'a list made a set': [tf(names + each('toset(var.names)'))],
    'a map': [tf(`variable "names" {\n  type = map(string)\n}\n${each('var.names')}`)],
    'a list that is worked into a map': [tf(names + each('{ for name in var.names : name => name }'))],
    'what the resource itself keeps': [tf(gone('${self.triggers.name}'))],
    'a variable in a provisioner that runs at the start': [
      tf('resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "echo ${var.name}"\n  }\n}\n'),
    ],
    constraints: [tf(provider('>= 3.2.0, < 4.0.0')), tf(provider('~> 3.2'), 'b/main.tf')],
  },
  refuses: {
    'a block that was copied': {
      given: [tf('resource "null_resource" "a" {}\n\nresource "null_resource" "a" {}\n')],
      says: 'there is a resource null_resource.a already, in main.tf line 1',
    },
    'a variable in two files': {
      given: [tf('variable "a" {}\n'), tf('variable "a" {}\n', 'variables.tf')],
      says: 'there is a variable a already, in main.tf line 1',
    },
    'a list': {
      given: [tf(names + each('var.names'))],
      says: 'for_each goes over var.names, a list(string), and takes a set of texts or a map',
    },
    'a list in place': { given: [tf(each('["a", "b"]'))], says: 'for_each goes over a list, and takes a set of texts or a map' },
    'a variable at destruction': {
      given: [tf(gone('${var.name}'))],
      says: 'a provisioner that runs at destruction reads var.name, and may read self, count.index and each.key only',
    },
    'a constraint with a letter': { given: [tf(provider('~> 3.2.x'))], says: '"~> 3.2.x" is no constraint of versions' },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformProvidersFit } from './terraform-providers-fit.ts';

const file = (name: string, text: string) => inFile(`infra/${name}`, documentObject('TextFile', name, { text }));
const versions = (version: string) =>
  file('versions.tf', `terraform {\n  required_providers {\n    helm = { source = "hashicorp/helm", version = "${version}" }\n  }\n}\n`);
const lock = (version: string) =>
  file(
    '.terraform.lock.hcl',
    `provider "registry.terraform.io/hashicorp/helm" {\n  version     = "${version}"\n  constraints = ">= 2.0.0"\n}\n`,
  );
const blocks = file('main.tf', 'provider "helm" {\n  kubernetes {\n    config_path = "x"\n  }\n}\n');
const released = file('web.tf', 'resource "helm_release" "web" {\n  chart = "cert-manager"\n  set = [{ name = "a", value = "b" }]\n}\n');
ruleCases(terraformProvidersFit, {
  accepts: {
    'blocks of version 2': [versions('~> 2.12'), blocks],
    'arguments of version 3': [
      versions('~> 3.0'),
      file('main.tf', 'provider "helm" {\n  kubernetes = {\n    config_path = "x"\n  }\n}\n'),
      released,
    ],
    'any version': [versions('>= 2.0'), blocks, released],
    'the version that is locked': [versions('>= 2.0'), lock('2.17.0'), blocks],
    'another block of that name': [versions('~> 3.0'), file('main.tf', 'provider "other" {\n  kubernetes {\n  }\n}\n')],
  },
  refuses: {
    'blocks for version 3': {
      given: [versions('~> 3.0.2'), blocks],
      says: 'kubernetes is written as a block, and version 3 of the provider of Helm takes an argument',
      fix: 'Write kubernetes = { … }.',
    },
    'a version that the lock raised': {
      given: [lock('3.0.2'), blocks],
      says: 'kubernetes is written as a block, and version 3 of the provider of Helm takes an argument',
    },
    'arguments for version 2': {
      given: [versions('2.17.0'), released],
      says: 'set is written as an argument, and version 2 of the provider of Helm takes a block',
      fix: 'Write set { … }.',
    },
  },
});

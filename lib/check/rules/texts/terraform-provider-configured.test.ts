import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformProviderConfigured } from './terraform-provider-configured.ts';

const file = (path: string, text: string) => inFile(path, documentObject('TextFile', path, { text }));
const kubernetes = (more = '') => `provider "kubernetes" {\n  config_path = var.kubeconfig\n${more}}\n`;
const helm = 'provider "helm" {\n  kubernetes {\n    config_path = var.kubeconfig\n  }\n}\n';
const release = (more = '') => file('cluster/main.tf', `resource "helm_release" "argocd" {\n  chart = "argo-cd"\n${more}}\n`);
const secret = (more = '') => file('cluster/secret.tf', `resource "kubernetes_secret" "registry" {\n${more}}\n`);

ruleCases(terraformProviderConfigured, {
  accepts: {
    'a provider that is configured': [file('cluster/versions.tf', kubernetes() + helm), release(), secret()],
    'a module, which is told by whoever calls it': [
      file('main.tf', `${kubernetes()}module "cluster" {\n  source = "./cluster"\n}\n`),
      file('cluster/x.tf', 'provider "openstack" {\n}\n'),
      release(),
    ],
    'a folder without any provider': [release()],
    'an alias that is named': [file('cluster/versions.tf', kubernetes('  alias = "app1"\n')), secret('  provider = kubernetes.app1\n')],
    'a cluster that a variable tells': [
      file('cluster/versions.tf', kubernetes()),
      release(),
      file('Makefile', 'apply:\n\tKUBE_CONFIG_PATH=~/.kube/config terraform apply\n'),
    ],
  },
  refuses: {
    'a provider that is forgotten': {
      given: [file('cluster/versions.tf', kubernetes()), release(), secret()],
      says: 'helm_release.argocd takes the provider helm as it is, and no block configures it here',
      fix: 'Add provider "helm" with the address of the cluster.',
    },
    'an alias that no block has': {
      given: [file('cluster/versions.tf', kubernetes() + kubernetes('  alias = "app1"\n')), secret('  provider = kubernetes.app2\n')],
      says: 'kubernetes_secret.registry takes the provider kubernetes.app2, and the blocks of kubernetes are without an alias, app1',
    },
    'a resource between two aliases': {
      given: [file('cluster/versions.tf', kubernetes('  alias = "app1"\n') + kubernetes('  alias = "app2"\n')), secret()],
      says: 'kubernetes_secret.registry takes the provider kubernetes as it is, and the blocks of it are for app1, app2',
      fix: 'Write provider = kubernetes.app1.',
    },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { terraformNamespaceMade } from './terraform-namespace-made.ts';

const file = (path: string, ...lines: readonly string[]) =>
  inFile(path, documentObject('TextFile', path, { text: `${lines.join('\n')}\n` }));
const release = (namespace: string, ...more: readonly string[]) =>
  file('infra/main.tf', 'resource "helm_release" "web" {', '  chart = "web"', `  namespace = ${namespace}`, ...more, '}');
const made = (name: string) =>
  file('infra/namespaces.tf', 'resource "kubernetes_namespace" "web" {', '  metadata {', `    name = ${name}`, '  }', '}');

ruleCases(terraformNamespaceMade, {
  accepts: {
    'a namespace that it makes itself': [
      release('"web"', '  create_namespace = true'),
      release('"web"', '  create_namespace = var.create'),
    ],
    'one that another resource makes': [release('"web"'), made('"web"')],
    'names that are worked out': [
      release('"web"'),
      made('each.key'),
      release('var.namespace'),
      release('kubernetes_namespace.web.metadata[0].name'),
    ],
    'one that a manifest or a script makes': [
      release('"web"'),
      kube('v1/Namespace', { name: 'web' }),
      documentObject('Script', 'up', { text: 'kubectl create namespace tools\n' }),
      file('infra/tools.tf', 'resource "helm_release" "tools" {', '  namespace = "tools"', '}'),
    ],
    'one of Kubernetes': [release('"kube-system"')],
  },
  refuses: {
    'a namespace that nothing makes': {
      given: [release('"web"')],
      says: 'helm_release.web goes into namespace web, which nothing makes',
      fix: 'Write create_namespace = true.',
    },
    'a slip': {
      given: [release('"monitorng"'), made('"monitoring"')],
      says: 'helm_release.web goes into namespace monitorng, which nothing makes',
      fix: 'Write create_namespace = true; or did you mean "monitoring"?',
    },
  },
});

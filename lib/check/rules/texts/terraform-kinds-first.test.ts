import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformKindsFirst } from './terraform-kinds-first.ts';

const file = (name: string, text: string) => inFile(name, documentObject('TextFile', name, { text }));
const release = (chart: string, folder = 'infra') =>
  file(`${folder}/${chart}.tf`, `resource "helm_release" "web" {\n  chart = "${chart}"\n}\n`);
const manifest = (version: string, kind: string) =>
  file(
    'infra/root.tf',
    `resource "kubernetes_manifest" "root" {\n  manifest = {\n    apiVersion = "${version}"\n    "kind" = "${kind}"\n  }\n}\n`,
  );

ruleCases(terraformKindsFirst, {
  accepts: {
    'a kind that another chart brings': [release('cert-manager'), manifest('argoproj.io/v1alpha1', 'Application')],
    'another kind of the group': [release('argo-rollouts'), manifest('argoproj.io/v1alpha1', 'Application')],
    'a kind of Kubernetes': [release('cert-manager'), manifest('apps/v1', 'Deployment'), manifest('networking.k8s.io/v1', 'Ingress')],
    'a chart of another folder': [release('cert-manager', 'base'), manifest('cert-manager.io/v1', 'ClusterIssuer')],
  },
  refuses: {
    'an object of a chart of the same run': {
      given: [release('cert-manager'), manifest('cert-manager.io/v1', 'ClusterIssuer')],
      says: 'kubernetes_manifest.root (ClusterIssuer of cert-manager.io) needs a definition that the chart cert-manager of this folder brings',
    },
    'an Application beside Argo CD': {
      given: [release('argo-cd'), manifest('argoproj.io/v1alpha1', 'Application')],
      says: 'kubernetes_manifest.root (Application of argoproj.io) needs a definition that the chart argo-cd of this folder brings',
    },
  },
});

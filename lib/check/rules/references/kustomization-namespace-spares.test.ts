import { built, deploymentFile, serviceFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationNamespaceSpares } from './kustomization-namespace-spares.ts';

const pool = (namespace: string): string =>
  `apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata: {name: home${namespace}}\nspec: {addresses: [192.168.7.40-192.168.7.49]}\n`;
const OWN = ', namespace: metallb-system';
const advertisement = `apiVersion: metallb.io/v1beta1\nkind: L2Advertisement\nmetadata: {name: home${OWN}}\n`;
const application = (namespace: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: ${namespace}}\nspec: {project: default}\n`;
const monitor =
  'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: web, namespace: monitoring}\nspec: {selector: {}}\n';
const overlay = (fields: string, ...objects: readonly string[]): ReturnType<typeof built> =>
  built({
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': [serviceFile('web'), ...objects].join('---\n'),
    'dev/kustomization.yaml': `resources: [../base]\n${fields}`,
  });

ruleCases(kustomizationNamespaceSpares, {
  accepts: {
    'no namespace': overlay('', pool(OWN)),
    'the namespace that they have': overlay('namespace: metallb-system\n', pool(OWN)),
    'objects that say none': overlay('namespace: shop\n', pool('')),
    'a program that moves with its objects': overlay(
      'namespace: balancer\n',
      pool(OWN),
      deploymentFile('controller').replace('{name: controller}', `{name: controller${OWN}}`),
    ),
    'a monitor, which is read everywhere': overlay('namespace: shop\n', monitor),
    'an Application that was never in the namespace of Argo CD': overlay('namespace: shop\n', application('team-a')),
  },
  refuses: {
    'a pool of addresses that lands among the pods': {
      given: overlay('namespace: shop\n', pool(OWN), advertisement),
      says: 'namespace shop moves IPAddressPool metallb-system/home and 1 more out of "metallb-system", where MetalLB reads it',
      fix: 'Put the objects of "metallb-system" into a kustomization of their own, which says no namespace.',
    },
    'an Application that lands among the pods': {
      given: overlay('namespace: shop\n', application('argocd')),
      says: 'namespace shop moves Application argocd/web out of "argocd", where Argo CD reads it',
    },
  },
});

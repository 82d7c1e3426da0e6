import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { scriptOrder } from './script-order.ts';

const script = (...lines: string[]) =>
  inFile('addons/install.sh', documentObject('Script', 'addons/install', { text: ['#!/bin/sh', ...lines].join('\n') }));
const pool = inFile('addons/values/pool.yaml', kube('metallb.io/v1beta1/IPAddressPool', { name: 'pool', namespace: 'metallb-system' }));
const definition = inFile(
  'crds/metallb.yaml',
  kube('apiextensions.k8s.io/v1/CustomResourceDefinition', { name: 'x' }, { spec: { group: 'metallb.io' } }),
);
const terraform = inFile(
  'infra/main.tf',
  documentObject('TextFile', 'main', { text: 'resource "helm_release" "argocd" {\n  chart     = "argo-cd"\n  namespace = "argocd"\n}\n' }),
);
const application = inFile('argocd/apps/web.yaml', kube('argoproj.io/v1alpha1/Application', { name: 'web', namespace: 'argocd' }));
const policy = inFile('mesh/policy.yaml', kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace: 'shop' }));
const namespace = inFile('base/namespace.yaml', kube('v1/Namespace', { name: 'shop' }));
const metallb = 'helm upgrade --install metallb metallb/metallb -n metallb-system --wait';
const istio = (chart: string) => `helm upgrade --install ${chart} istio/${chart} -n istio-system`;

ruleCases(scriptOrder, {
  accepts: {
    'a label for a namespace that was made before': [
      script('kubectl create namespace x', 'kubectl label namespace x a=b', 'helm upgrade --install web web/web -n x --create-namespace'),
    ],
    'a label for a namespace of another script': [script('kubectl label ns x a=b', 'kubectl -n x create configmap y')],
    'what a manifest from elsewhere brings, before the same chart takes it over': [
      script(
        'kubectl apply -f https://github.com/cert-manager/cert-manager/releases/download/v1.13.2/cert-manager.yaml',
        'kubectl wait --for=condition=ready pod -l app.kubernetes.io/instance=cert-manager -n cert-manager',
        'helm upgrade --install extras acme/extras -n cert-manager',
      ),
    ],
    'a namespace that is made before, whatever comes of it': [
      policy,
      namespace,
      script('kubectl create namespace shop || true', 'kubectl apply -f mesh/policy.yaml', 'kubectl apply -f base/namespace.yaml'),
    ],
    'a namespace in the same call': [policy, namespace, script('kubectl apply -f base/namespace.yaml -f mesh/policy.yaml')],
    'a namespace of another script': [policy, namespace, script('kubectl apply -f mesh/policy.yaml')],
    'a release that makes its namespace, after one who may have': [
      policy,
      script(
        'kubectl get ns shop || kubectl create ns shop',
        'kubectl apply -f mesh/policy.yaml',
        'helm install web web/web -n shop --create-namespace',
      ),
    ],
    'definitions first': [pool, script(metallb, 'kubectl apply -f "$DIR/values/pool.yaml"')],
    'objects of a chart that another script installs': [pool, script('kubectl apply -f addons/values/pool.yaml')],
    'definitions by hand, and the chart at the end': [
      pool,
      definition,
      script('kubectl apply -f crds/metallb.yaml', 'kubectl apply -f addons/values/pool.yaml', metallb),
    ],
    'the charts of Istio in their order': [script(istio('base'), istio('istiod'), istio('gateway'))],
    'a chart called base of somebody else': [script('helm install gateway acme/gateway', istio('istiod'))],
    'a wait for what is there': [
      script(
        'kubectl apply -n argocd -f https://example.org/install.yaml',
        'kubectl -n argocd wait pod --all --for=condition=Ready',
        'helm upgrade --install x argo/x -n argocd',
      ),
    ],
    'a program before, of which nobody knows what it brings': [
      pool,
      script('ansible-playbook site.yml', 'kubectl apply -f addons/values/pool.yaml', metallb),
      script('./base.sh', 'kubectl apply -f addons/values/pool.yaml', metallb),
    ],
    'what Terraform installed before': [
      terraform,
      application,
      script('terraform apply', 'kubectl -n argocd rollout status deployment/argocd-server', 'kubectl apply -n argocd -f argocd/apps/'),
    ],
    'a file that is tried': [pool, script('kubectl apply -f addons/values/pool.yaml || true', metallb)],
  },
  refuses: {
    'objects of a namespace that a later line makes': {
      given: [policy, namespace, script('kubectl apply -f mesh/policy.yaml', 'kubectl apply -f base/namespace.yaml')],
      says: 'line 2: kubectl apply mesh/policy.yaml needs namespace shop, which line 3 makes',
    },
    'Applications before Argo CD': {
      given: [
        terraform,
        application,
        script('kubectl apply -f argocd/apps/', 'terraform apply'),
        inFile(
          'up.sh',
          documentObject('Script', 'up', { text: 'kubectl apply -f argocd/apps\nhelm install argocd argo/argo-cd -n argocd\n' }),
        ),
      ],
      says: [
        'line 2: kubectl apply argocd/apps/ needs the definitions of argoproj.io, which line 3 installs',
        'line 1: kubectl apply argocd/apps needs the definitions of argoproj.io, which line 2 installs',
      ],
    },
    'a wait for what comes later': {
      given: [script('kubectl -n vault wait pod/vault-0 --for=condition=Ready', 'helm upgrade --install vault hashicorp/vault -n vault')],
      says: 'line 2: kubectl wait needs what is in namespace vault, which line 3 installs',
    },
    'a label for a namespace that comes later': {
      given: [script('kubectl label namespace x a=b', 'helm upgrade --install web web/web -n x --create-namespace')],
      says: 'line 2: kubectl label namespace needs namespace x, which line 3 makes',
    },
    'objects first': {
      given: [pool, script('kubectl apply -f addons/values/pool.yaml', metallb)],
      says: 'line 2: kubectl apply addons/values/pool.yaml needs the definitions of metallb.io, which line 3 installs',
    },
    'the control plane before its definitions': {
      given: [script(istio('istiod'), istio('base'))],
      says: 'line 2: helm upgrade istiod needs chart base, which line 3 installs',
    },
  },
});

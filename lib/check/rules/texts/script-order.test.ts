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
const metallb = 'helm upgrade --install metallb metallb/metallb -n metallb-system --wait';
const istio = (chart: string) => `helm upgrade --install ${chart} istio/${chart} -n istio-system`;

ruleCases(scriptOrder, {
  accepts: {
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
    'a file that is tried': [pool, script('kubectl apply -f addons/values/pool.yaml || true', metallb)],
  },
  refuses: {
    'a wait for what comes later': {
      given: [script('kubectl -n vault wait pod/vault-0 --for=condition=Ready', 'helm upgrade --install vault hashicorp/vault -n vault')],
      says: 'line 2: kubectl wait needs what is in namespace vault, which line 3 installs',
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

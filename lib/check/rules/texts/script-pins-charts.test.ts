import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { scriptPinsCharts } from './script-pins-charts.ts';

const script = (text: string) => documentObject('Script', 'addons/install', { text });

ruleCases(scriptPinsCharts, {
  accepts: {
    'a chart at a version': [
      script('helm upgrade --install kiali kiali/kiali-server \\\n  --version 2.0.0 -n istio-system'),
      script('helm install x oci://ghcr.io/a/x:1.2.3'),
    ],
    'a chart of the tree': [script('helm install web ./charts/web'), script('helm upgrade web ../web')],
    'other commands': [script('helm repo add kiali https://kiali.org/helm-charts\nhelm repo update\nhelm list')],
    'a tag': [script('kubectl apply -f https://raw.githubusercontent.com/a/b/v1.2.3/x.yaml'), script('kubectl apply -k .')],
    'a version in a variable': [script('helm install kiali kiali/kiali-server --version "$KIALI"')],
  },
  refuses: {
    'the newest chart': {
      given: [script('set -e\nhelm upgrade --install -n istio-system kiali kiali/kiali-server -f kiali-values.yaml')],
      says: 'line 2: helm upgrade kiali/kiali-server names no --version',
    },
    'all of them, once': {
      given: [script('helm install a r/a\nhelm install b r/b\nhelm install c r/c --version 1.2.3\nhelm install d r/d')],
      says: 'line 1: helm install r/a names no --version, nor do lines 2 and 4',
    },
    'a branch': {
      given: [script('kubectl apply -f https://raw.githubusercontent.com/argoproj/argo-cd/master/manifests/install.yaml -n argocd')],
      says: 'line 1: kubectl applies https://raw.githubusercontent.com/argoproj/argo-cd/master/manifests/install.yaml, which follows "master"',
    },
  },
});

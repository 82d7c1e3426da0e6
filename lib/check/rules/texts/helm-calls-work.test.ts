import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { helmCallsWork } from './helm-calls-work.ts';

const script = (...lines: string[]) => inFile('addons/install.sh', documentObject('Script', 'addons/install', { text: lines.join('\n') }));
const added = 'helm repo add grafana https://grafana.github.io/helm-charts';
const loki = 'helm upgrade --install loki grafana/loki --version 6.30.1 -n monitoring';

ruleCases(helmCallsWork, {
  accepts: {
    'a repository that is added': [script(added, `${loki} --create-namespace`)],
    'repositories that are added by hand': [script(loki)],
    'repositories in a loop': [script('helm repo add $name $url', added, 'helm install vault hashicorp/vault')],
    'a chart in a folder of the tree': { given: [script(added, 'helm install shop charts/shop')], files: ['charts/shop/Chart.yaml'] },
    'a chart with its address': [script(added, 'helm install x oci://ghcr.io/acme/charts/x', 'helm install y --repo https://acme.io y')],
    'a namespace of the manifests': [script(added, 'kubectl create ns vault', loki), kube('v1/Namespace', { name: 'monitoring' })],
    'a namespace in a text of the script': [
      script(
        added,
        'kubectl create ns vault',
        'kubectl apply -f - <<EOF',
        'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: monitoring',
        'EOF',
        loki,
      ),
    ],
    'namespaces that are made elsewhere': [script(added, loki)],
    'a release that is taken away': [script(added, `${loki} --create-namespace`, 'helm uninstall loki -n monitoring')],
    'a release that may be gone': [script(added, loki, 'helm uninstall tempo -n monitoring || true')],
  },
  refuses: {
    'a repository that nobody adds': {
      given: [script(added, 'helm upgrade --install vault hashicorp/vault --version 0.29.1 -n kube-system')],
      says: 'line 2: helm upgrade hashicorp/vault, and no script adds the repository hashicorp',
      fix: 'Add helm repo add hashicorp URL before it.',
    },
    'a namespace that is made under another name': {
      given: [script(added, 'kubectl create namespace observability', loki)],
      says: 'line 3: release loki goes into namespace monitoring, which no script makes (they make observability)',
    },
    'a release that was never installed': {
      given: [
        script(
          added,
          'helm install kube-prometheus-stack grafana/x -n monitoring --create-namespace',
          'helm uninstall prometheus -n monitoring',
        ),
      ],
      says: 'line 3: helm uninstall prometheus, and no script installs a release monitoring/prometheus',
      fix: 'Did you mean "kube-prometheus-stack"?',
    },
    'a release of another namespace': {
      given: [script(added, `${loki} --create-namespace`, 'helm status loki -n logging')],
      says: 'line 3: helm status loki, and no script installs a release logging/loki',
      fix: 'It is installed into "monitoring": name that namespace.',
    },
  },
});

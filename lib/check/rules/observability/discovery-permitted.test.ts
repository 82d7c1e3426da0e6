import { documentObject } from '../../document.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { discoveryPermitted } from './discovery-permitted.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';
const account = kube('v1/ServiceAccount', { name: 'agent', namespace: 'monitoring' });
const role = (resources: readonly string[]) =>
  kube(`${RBAC}/ClusterRole`, { name: 'agent' }, { rules: [{ apiGroups: [''], resources, verbs: ['get', 'list', 'watch'] }] });
const binding = kube(
  `${RBAC}/ClusterRoleBinding`,
  { name: 'agent' },
  { roleRef: { kind: 'ClusterRole', name: 'agent' }, subjects: [{ kind: 'ServiceAccount', name: 'agent', namespace: 'monitoring' }] },
);
const prometheus = (job: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'config', namespace: 'monitoring' },
    { data: { 'prometheus.yml': `scrape_configs:\n  - job_name: a\n${job}` } },
  );
const alloy = (text: string) => kube('v1/ConfigMap', { name: 'config', namespace: 'monitoring' }, { data: { 'config.alloy': text } });
const pod: KubeObject = deployment({
  namespace: 'monitoring',
  pod: { serviceAccountName: 'agent', volumes: [{ name: 'config', configMap: { name: 'config' } }] },
});
const plain: KubeObject = deployment({ namespace: 'monitoring', pod: { volumes: [{ name: 'config', configMap: { name: 'config' } }] } });
const toAll = (subject: object) =>
  kube(`${RBAC}/ClusterRoleBinding`, { name: 'all' }, { roleRef: { kind: 'ClusterRole', name: 'agent' }, subjects: [subject] });
const nodes = '    kubernetes_sd_configs: [{ role: node }]\n';
const kubelets = `${nodes}    scheme: https\n    bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token\n`;
const logs = 'loki.source.kubernetes "pods" {\n  targets = []\n}\n';

ruleCases(discoveryPermitted, {
  accepts: {
    'a role that names what is discovered': [account, role(['nodes']), binding, pod, prometheus(nodes)],
    'a role for everything': [account, role(['*']), binding, pod, prometheus(nodes)],
    'no discovery': [account, pod, prometheus("    static_configs: [{ targets: ['a:80'] }]\n")],
    'an account that is not in the tree': [pod, prometheus(nodes)],
    'a role that is not in the tree': [account, binding, pod, prometheus(nodes)],
    'an API elsewhere': [account, pod, prometheus('    kubernetes_sd_configs: [{ role: node, api_server: https://other:6443 }]\n')],
    'kubelets with the right that they ask for': [account, role(['nodes', 'nodes/metrics']), binding, pod, prometheus(kubelets)],
    'another program of the node': [
      account,
      role(['nodes']),
      binding,
      pod,
      prometheus(
        `${kubelets}    relabel_configs: [{ source_labels: [__address__], regex: '(.*):10250', target_label: __address__, replacement: '$1:9100' }]\n`,
      ),
    ],
    'objects that say no namespace': [
      kube('v1/ServiceAccount', { name: 'agent' }),
      role(['nodes']),
      binding,
      deployment({ pod: { serviceAccountName: 'agent', volumes: [{ name: 'config', configMap: { name: 'config' } }] } }),
      kube('v1/ConfigMap', { name: 'config' }, { data: { 'prometheus.yml': `scrape_configs:\n  - job_name: a\n${nodes}` } }),
    ],
    'the account of the namespace, to which a role is bound': [
      role(['nodes']),
      toAll({ kind: 'ServiceAccount', name: 'default', namespace: 'monitoring' }),
      plain,
      prometheus(nodes),
    ],
    'all accounts at once': [role(['nodes']), toAll({ kind: 'Group', name: 'system:serviceaccounts' }), plain, prometheus(nodes)],
    'a role that a script binds': [
      documentObject('Script', 'setup', {
        text: 'kubectl create clusterrolebinding view-all --clusterrole=view --serviceaccount=monitoring:default\n',
      }),
      plain,
      prometheus(nodes),
    ],
    'logs that it may read': [account, role(['pods', 'pods/log']), binding, pod, alloy(logs)],
  },
  refuses: {
    'the account that every namespace has': {
      given: [plain, prometheus(nodes)],
      says: 'job a discovers node, and the account default of Deployment web may not list nodes',
    },
    'an account to which nothing is bound': {
      given: [account, pod, prometheus(nodes)],
      says: 'job a discovers node, and the account agent of Deployment web may not list nodes',
    },
    'kubelets with the right to the proxy only': {
      given: [account, role(['nodes', 'nodes/proxy']), binding, pod, prometheus(kubelets)],
      says: 'job a reads the kubelets, and the account agent of Deployment web may not get nodes/metrics',
    },
    'metrics through the API': {
      given: [
        account,
        role(['nodes']),
        binding,
        pod,
        prometheus(`${nodes}    relabel_configs: [{ target_label: __metrics_path__, replacement: /api/v1/nodes/$1/proxy/metrics }]\n`),
      ],
      says: 'job a reads nodes through the API, and the account agent of Deployment web may not get nodes/proxy',
    },
    'logs that it may not read': {
      given: [account, role(['pods']), binding, pod, alloy(logs)],
      says: 'loki.source.kubernetes follows the logs of pods, and the account agent of Deployment web may not get pods/log',
    },
  },
});

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
const nodes = '    kubernetes_sd_configs: [{ role: node }]\n';
const logs = 'loki.source.kubernetes "pods" {\n  targets = []\n}\n';

ruleCases(discoveryPermitted, {
  accepts: {
    'a role that names what is discovered': [account, role(['nodes']), binding, pod, prometheus(nodes)],
    'a role for everything': [account, role(['*']), binding, pod, prometheus(nodes)],
    'no discovery': [account, pod, prometheus("    static_configs: [{ targets: ['a:80'] }]\n")],
    'an account that is not in the tree': [pod, prometheus(nodes)],
    'a role that is not in the tree': [account, binding, pod, prometheus(nodes)],
    'an API elsewhere': [account, pod, prometheus('    kubernetes_sd_configs: [{ role: node, api_server: https://other:6443 }]\n')],
    'logs that it may read': [account, role(['pods', 'pods/log']), binding, pod, alloy(logs)],
  },
  refuses: {
    'an account to which nothing is bound': {
      given: [account, pod, prometheus(nodes)],
      says: 'job a discovers node, and the account agent of Deployment web may not list nodes',
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

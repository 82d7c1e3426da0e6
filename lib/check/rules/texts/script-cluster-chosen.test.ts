import { kube, ruleCases } from '../../testing.ts';
import { scriptClusterChosen } from './script-cluster-chosen.ts';

const script = (...lines: readonly string[]) => kube('slipway.dev/v1/Script', { name: 'up.sh' }, { text: lines.join('\n') });
const enable = (context: string) => `cilium clustermesh enable --context ${context} --service-type LoadBalancer`;
const connect = (one: string, other: string) => `cilium clustermesh connect --context ${one} --destination-context ${other}`;

ruleCases(scriptClusterChosen, {
  accepts: {
    'a loop that says which cluster': [script('for c in app1 app2; do', '  helm upgrade --install a b/a --kube-context "$c"', 'done')],
    'a loop that chooses first': [
      script('for cluster in app1 app2; do', '  kubectl config use-context "$cluster"', '  kubectl get nodes', 'done'),
    ],
    'a loop with a configuration of its own': [
      script('for cluster in a b; do', '  export KUBECONFIG="$HOME/.kube/${cluster}"', '  helm list', 'done'),
    ],
    'a loop over something else': [script('for ns in a b; do', '  kubectl get pods', 'done')],
    'a loop over one': [script('for cluster in app1; do', '  kubectl get nodes', 'done')],
    'contexts that a loop makes': [script('kubectl config rename-context a "$c"', 'kubectl --context app-1 get nodes')],
    'contexts of elsewhere': [script('kubectl config rename-context a app1', 'kubectl --context production get nodes')],
    'a context that is made': [script('kubectl config rename-context a app1', 'helm list --kube-context app1')],
    'a mesh in order': [script(enable('mgmt'), enable('app1'), connect('mgmt', 'app1'))],
    'a mesh that another script enables': [script(connect('mgmt', 'app1'))],
  },
  refuses: {
    'a loop whose commands do not know the cluster': {
      given: [script('for cluster in app1 app2; do', '  echo "$cluster"', '  helm upgrade --install a b/a', 'done')],
      says: 'the loop goes over app1 app2, and no command in it uses $cluster',
    },
    'a context that is called otherwise': {
      given: [script('kubectl config rename-context a app1', 'kubectl --context app-1 get nodes')],
      says: 'there is no context app-1; the scripts make app1',
    },
    'a cluster joined with itself': { given: [script(connect('mgmt', 'mgmt'))], says: 'cluster mgmt is joined with itself' },
    'a mesh that is enabled too late': {
      given: [script(enable('mgmt'), connect('mgmt', 'app1'), enable('app1'))],
      says: 'app1 is joined here, and its mesh is enabled on line 3 only',
    },
  },
});

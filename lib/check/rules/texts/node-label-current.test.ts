import { kube, ruleCases } from '../../testing.ts';
import { nodeLabelCurrent } from './node-label-current.ts';

const script = (text: string) => kube('slipway.dev/v1/Script', { name: 'nodes.sh' }, { text });

ruleCases(nodeLabelCurrent, {
  accepts: {
    'the name of today': [script('kubectl taint nodes --all node-role.kubernetes.io/control-plane-')],
    'both names': [
      script(
        'kubectl taint nodes --all node-role.kubernetes.io/control-plane- || kubectl taint nodes --all node-role.kubernetes.io/master-',
      ),
    ],
    'a comment': [script('# once node-role.kubernetes.io/master\nkubectl get nodes')],
  },
  refuses: {
    'the name of former days': {
      given: [script('set -e\nkubectl get nodes -l node-role.kubernetes.io/master\n')],
      says: 'line 2 names node-role.kubernetes.io/master, which no node of Kubernetes 1.25 or later has',
      fix: 'Write node-role.kubernetes.io/control-plane.',
    },
  },
});

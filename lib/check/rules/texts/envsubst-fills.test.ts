import { inFile, kube, ruleCases } from '../../testing.ts';
import { envsubstFills } from './envsubst-fills.ts';

const script = (...lines: readonly string[]) =>
  inFile('up.sh', kube('slipway.dev/v1/Script', { name: 'up.sh' }, { text: lines.join('\n') }));
const file = (text: string) => inFile('k8s/a.yaml', kube('v1/ConfigMap', { name: 'a' }, { data: { text } }));
const alert = file('{{ $labels.instance }} of $CLUSTER');

ruleCases(envsubstFills, {
  accepts: {
    'a variable that is exported': [file('$CLUSTER'), script('export CLUSTER=app1', 'envsubst < k8s/a.yaml | kubectl apply -f -')],
    'one that is exported later': [
      file('$CLUSTER'),
      script('CLUSTER=app1', 'export CLUSTER', 'cat k8s/a.yaml | envsubst | kubectl apply -f -'),
    ],
    'one for this call alone': [file('$CLUSTER'), script('CLUSTER=app1 envsubst < k8s/a.yaml')],
    'all that are set': [file('$CLUSTER'), script('set -a', 'CLUSTER=app1', 'envsubst < k8s/a.yaml')],
    'one that the caller gives': [file('$CLUSTER'), script('envsubst < k8s/a.yaml')],
    'a list that leaves others alone': [alert, script('export CLUSTER=app1', "envsubst '$CLUSTER' < k8s/a.yaml")],
    'a file that is not in the tree': [script('CLUSTER=app1', 'envsubst < /tmp/a.yaml')],
    'a check whether it is there': [script('CLUSTER=app1', 'command -v envsubst || apt install gettext')],
  },
  refuses: {
    'a variable that is not exported': {
      given: [file('$CLUSTER'), script('CLUSTER=app1', 'envsubst < k8s/a.yaml | kubectl apply -f -')],
      says: 'envsubst fills in $CLUSTER, which the script sets and does not export',
      fix: 'Write export CLUSTER.',
    },
    'one of the list that is not exported': {
      given: [script('for CLUSTER in app1 app2; do', '  envsubst \'${CLUSTER}\' < "k8s/$CLUSTER.yaml"', 'done')],
      says: 'envsubst fills in $CLUSTER, which the script sets and does not export',
    },
    'a template of alerts': {
      given: [alert, script('export CLUSTER=app1', 'envsubst < k8s/a.yaml | kubectl apply -f -')],
      says: 'envsubst takes $labels out of k8s/a.yaml, too: it is told no list of variables',
      fix: "Name those that it is for: envsubst '$CLUSTER'.",
    },
    'a list that lacks one': {
      given: [file('$CLUSTER $DOMAIN'), script('export CLUSTER=app1 DOMAIN=a.io', "envsubst '$CLUSTER' < k8s/a.yaml")],
      says: 'k8s/a.yaml asks for $DOMAIN, which the script exports and the list of envsubst leaves out',
    },
  },
});

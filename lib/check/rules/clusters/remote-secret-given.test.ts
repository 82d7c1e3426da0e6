import { chartIn } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { remoteSecretGiven } from './remote-secret-given.ts';

const script = (...lines: readonly string[]) => kube('slipway.dev/v1/Script', { name: 'mesh.sh' }, { text: lines.join('\n') });
const key = (from: string, name: string, to: string) =>
  `istioctl create-remote-secret --context=${from} --name=${name} | kubectl apply -f - --context=${to}`;
const istiod = (clusterName: string) =>
  chartIn(clusterName, 'istiod', { global: { meshID: 'm', multiCluster: { clusterName }, network: 'n' } });

ruleCases(remoteSecretGiven, {
  accepts: {
    'each to the other': [script(key('a', 'a', 'b'), key('b', 'b', 'a'))],
    'over two lines': [
      script('istioctl create-remote-secret \\', '  --context="${CTX_1}" --name=a | \\', '  kubectl apply -f - --context="${CTX_2}"'),
    ],
    'one key for two others': [script(key('a', 'a', 'b'), key('a', 'a', 'c'))],
    'into a file': [script('istioctl create-remote-secret --context=a --name=a > a.yaml')],
    'names of the control planes': [istiod('a'), istiod('b'), script(key('ctx-a', 'a', 'ctx-b'))],
    'a name in a loop': [script(key('"$from"', '"$from"', '"$to"'))],
  },
  refuses: {
    'to itself': { given: [script(key('a', 'a', 'a'))], says: 'the key to a is given to a itself' },
    'to itself, over two lines': {
      given: [script('istioctl create-remote-secret --context="${CTX_1}" --name=a |', '  kubectl apply -f - --context="${CTX_1}"')],
      says: 'the key to ${CTX_1} is given to ${CTX_1} itself',
    },
    'the name of another': {
      given: [script(key('a', 'a', 'b'), key('b', 'a', 'a'))],
      says: 'the key to b is called a, as the one to a on line 1',
    },
    'a name that no control plane has': {
      given: [istiod('mgmt'), istiod('app1'), script(key('app1', 'app-1', 'mgmt'))],
      says: 'the key to app1 is called app-1, and the control planes are of app1, mgmt',
      fix: 'Write --name=app1.',
    },
  },
});

import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { nodeNameKnown } from './node-name-known.ts';

const terraform = (text: string) => inFile('machines/main.tf', kube('slipway.dev/v1/TextFile', { name: 'main' }, { text }));
const launched = (name: string, more = '') =>
  terraform(
    `resource "null_resource" "w" {\n${more}  provisioner "local-exec" {\n    command = "multipass launch --name ${name} --cpus 2"\n  }\n}\n`,
  );
const script = (text: string) => inFile('up.sh', kube('slipway.dev/v1/Script', { name: 'up' }, { text }));
const announced = (host: string) =>
  kube(
    'metallb.io/v1beta1/L2Advertisement',
    { name: 'main', namespace: 'metallb-system' },
    { spec: { nodeSelectors: [{ matchLabels: { 'kubernetes.io/hostname': host } }] } },
  );
const volume = (host: string) =>
  kube(
    'v1/PersistentVolume',
    { name: 'data' },
    {
      spec: {
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [host] }] }] },
        },
      },
    },
  );

ruleCases(nodeNameKnown, {
  accepts: {
    'a machine of Terraform': [launched('mgmt-worker-0'), announced('mgmt-worker-0')],
    'one of several': [launched('worker-${count.index}', '  count = 2\n'), volume('worker-1')],
    'as many as nobody knows': [launched('worker-${count.index}', '  count = var.workers\n'), volume('worker-7')],
    'a name that a loop works out': [script('for c in a b; do multipass launch --name "$c-worker"; done'), volume('b-worker')],
    'no machines in the tree': [announced('mgmt-worker-1')],
    'a machine that is called quite otherwise': [launched('mgmt-worker-0'), volume('storage-box')],
    'a variable': [launched('mgmt-worker-0'), script('multipass launch --name mgmt-cp\nkubectl drain "$NODE"')],
  },
  refuses: {
    'another number': {
      given: [launched('mgmt-worker-0'), announced('mgmt-worker-1')],
      says: 'there is no machine mgmt-worker-1; machines/main.tf makes mgmt-worker-0',
      fix: 'Did you mean "mgmt-worker-0"?',
    },
    'one number too many': {
      given: [launched('worker-${count.index}', '  count = 2\n'), volume('worker-2')],
      says: 'there is no machine worker-2; machines/main.tf makes worker-0, worker-1',
    },
    'a sign too many': {
      given: [
        script('multipass launch --name app1-worker'),
        deployment({ pod: { nodeSelector: { 'kubernetes.io/hostname': 'app1worker' } } }),
      ],
      says: 'there is no machine app1worker; up.sh makes app1-worker',
    },
    'a command': {
      given: [script('multipass launch --name app1-worker-0\nkubectl label node app1-worker0 disk=ssd')],
      says: 'there is no machine app1-worker0; up.sh makes app1-worker-0',
    },
  },
});

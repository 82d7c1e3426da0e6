import { kube, ruleCases } from '../../testing.ts';
import { commandWordsServed } from './command-words-served.ts';

const script = (text: string) => kube('slipway.dev/v1/Script', { name: 'run.sh' }, { text });

ruleCases(commandWordsServed, {
  accepts: {
    'words of today': [
      script(
        'helm uninstall a -n b\nhelm upgrade --install a b/c\nkubectl drain n --ignore-daemonsets --delete-emptydir-data\nkubectl apply --dry-run=server -f a.yaml\nvault operator init\nvelero install --use-node-agent\ncilium install --set cluster.name=a\nkubeadm join --control-plane',
      ),
    ],
    'a program inside of a pod': [script('kubectl exec a -- mytool --generator=x --export')],
    'another program with such an option': [script('apt-get remove --purge helm\nmultipass delete --purge a')],
    'a release that is called init': [script('helm upgrade --install init b/c')],
  },
  refuses: {
    'drain as before': {
      given: [script('kubectl drain node-1 --ignore-daemonsets --delete-local-data')],
      says: 'kubectl no longer has --delete-local-data (since kubectl 1.28)',
      fix: 'Write --delete-emptydir-data.',
    },
    'words of Helm 2': { given: [script('helm delete --purge web')], says: 'helm no longer has --purge (since Helm 3)' },
    'a name as an option': { given: [script('helm install --name web b/c')], says: 'helm no longer has --name (since Helm 3)' },
    'restic of Velero': {
      given: [script('velero install --use-restic --provider aws')],
      says: 'velero no longer has --use-restic (since Velero 1.10)',
    },
    'names of clusters for Cilium': {
      given: [script('cilium install --cluster-name app1 --cluster-id 2')],
      says: ['cilium no longer has --cluster-id (since cilium-cli 0.16)', 'cilium no longer has --cluster-name (since cilium-cli 0.16)'],
    },
    'certificates in alpha': {
      given: [script('sudo kubeadm alpha certs renew all')],
      says: 'kubeadm no longer has alpha certs (since kubeadm 1.21)',
    },
    'Vault without its groups': {
      given: [script('vault unseal abc')],
      says: 'vault no longer has the command without its group (since Vault 1.0)',
    },
    'a trial that is true': {
      given: [script('kubectl create ns a --dry-run=true -o yaml')],
      says: 'kubectl no longer has --dry-run=true (since kubectl 1.23)',
    },
  },
});

import { chartApplication } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { commandReleaseRuns } from './command-release-runs.ts';

const script = (...lines: readonly string[]) => kube('slipway.dev/v1/Script', { name: 'up.sh' }, { text: lines.join('\n') });
const certManager = 'helm upgrade --install cert-manager jetstack/cert-manager --version v1.19.1 -n cert-manager --set crds.enabled=true';
const wait = (workload: string, namespace = 'cert-manager') => `kubectl rollout status ${workload} -n ${namespace} --timeout=180s`;

ruleCases(commandReleaseRuns, {
  accepts: {
    'a part of a release': [script(certManager, wait('deployment/cert-manager-webhook'))],
    'a release of Argo CD': [chartApplication('vault', 'vault', {}), script(wait('statefulset/vault', 'vault'))],
    'a chart that is not known': [chartApplication('shop', 'cert-manager', {}), script(certManager, wait('deployment/cert-manager-hooks'))],
    'a workload of the tree': [
      deployment({ name: 'cert-manager-tool', namespace: 'cert-manager' }),
      script(certManager, wait('deployment/cert-manager-tool')),
    ],
    'a manifest from elsewhere': [
      script(certManager, 'kubectl apply -f https://example.com/a.yaml', wait('deployment/cert-manager-webhooks')),
    ],
    'releases that a loop installs': [
      script('helm upgrade --install "$NAME" "jetstack/$NAME" -n "$PLACE"', certManager, wait('deployment/cert-manager-webhooks')),
    ],
    'another namespace': [script(certManager, wait('deployment/web', 'app'))],
    'a question': [script(certManager, 'if kubectl get deployment cert-manager-webhooks -n cert-manager; then echo y; fi')],
  },
  refuses: {
    'a letter too many': {
      given: [script(certManager, wait('deployment/cert-manager-webhooks'))],
      says: 'line 2: cert-manager/cert-manager-webhooks is no Deployment of the charts that are installed there',
      fix: 'Did you mean "cert-manager-webhook"?',
    },
    'another kind': {
      given: [chartApplication('vault', 'vault', {}), script(wait('deployment/vault', 'vault'))],
      says: 'line 1: vault/vault is a StatefulSet, not a Deployment',
      fix: 'Write statefulset/vault.',
    },
    'the name of another release': {
      given: [chartApplication('metallb', 'metallb-system', {}, 'lb'), script(wait('daemonset/metallb-speaker', 'metallb-system'))],
      says: 'line 1: metallb-system/metallb-speaker is no DaemonSet of the charts that are installed there',
    },
  },
});

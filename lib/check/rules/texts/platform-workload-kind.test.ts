import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { platformWorkloadKind } from './platform-workload-kind.ts';

const script = (line: string) => documentObject('Script', 'up', { text: `#!/bin/bash\n${line}\n` });

ruleCases(platformWorkloadKind, {
  accepts: {
    'the kind that it has': [
      script('kubectl -n argocd rollout status statefulset/argocd-application-controller'),
      script('kubectl -n kube-system rollout restart ds calico-node'),
      script('kubectl -n argocd rollout status deployment/argocd-server --timeout=60s'),
    ],
    'programs of others': [script('kubectl rollout status deployment/web'), script('kubectl get deploy -n argocd')],
    'a tree that makes it otherwise': [
      kube('apps/v1/Deployment', { name: 'argocd-application-controller', namespace: 'argocd' }),
      script('kubectl -n argocd rollout status deployment/argocd-application-controller'),
    ],
    'a look whether it is there': [
      script('kubectl get deployment calico-node || true'),
      script('if kubectl get deploy calico-node; then echo; fi'),
    ],
  },
  refuses: {
    'a controller that is a StatefulSet': {
      given: [script('kubectl -n argocd wait --for=condition=available deployment/argocd-application-controller')],
      says: 'line 2: there is no Deployment argocd-application-controller, it is a StatefulSet',
      fix: 'Write statefulset/argocd-application-controller.',
    },
    'an agent of each node': {
      given: [script('kubectl -n kube-system rollout status deploy calico-node')],
      says: 'line 2: there is no Deployment calico-node, it is a DaemonSet',
    },
  },
});

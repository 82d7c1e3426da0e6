import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { rolloutKindServed } from './rollout-kind-served.ts';

const script = (line: string) => inFile('up.sh', documentObject('Script', 'up', { text: `#!/bin/bash\n${line}\n` }));

ruleCases(rolloutKindServed, {
  accepts: {
    'the kinds that there are': [
      script('kubectl -n shop rollout status deployment/web --timeout=60s'),
      script('kubectl rollout status sts db -n shop'),
      script('kubectl rollout restart daemonset.apps/agent deploy/web'),
      script('kubectl rollout pause deployment web'),
    ],
    'the plugin': [script('kubectl argo rollouts status web -n shop')],
    'a Deployment that is called so': [script('kubectl rollout status deployment rollout')],
    'a name from a variable': [script('kubectl rollout status "$KIND/$NAME"')],
    'other verbs': [script('kubectl get rollout web\nkubectl describe rollout/web')],
    'all that a label selects': [script('kubectl rollout restart -l app=web')],
    'what runs in a pod': [script('kubectl exec web-0 -- rollout status rollout/web')],
  },
  refuses: {
    'a Rollout of Argo': {
      given: [script('kubectl -n shop rollout status rollout/web --timeout=60s')],
      says: 'line 2: kubectl rollout status is for Deployments, DaemonSets and StatefulSets, not for a Rollout',
      fix: 'Write kubectl argo rollouts status web, with the plugin of Argo Rollouts.',
    },
    'the words apart, and the namespace behind': {
      given: [script('kubectl rollout restart rollouts.argoproj.io web -n shop')],
      says: 'line 2: kubectl rollout restart is for Deployments, DaemonSets and StatefulSets, not for a Rollout',
      fix: 'Write kubectl argo rollouts restart web, with the plugin of Argo Rollouts.',
    },
    'a Job': {
      given: [script('kubectl rollout status job/migrate')],
      says: 'line 2: kubectl rollout status is for Deployments, DaemonSets and StatefulSets, not for a Job',
      fix: 'Write kubectl wait --for=condition=complete job/migrate.',
    },
    'a StatefulSet that is to pause': {
      given: [script('kubectl rollout pause statefulset/db')],
      says: 'line 2: kubectl rollout pause is for Deployments, not for a statefulset',
    },
  },
});

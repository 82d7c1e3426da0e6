import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { waitConditionKnown } from './wait-condition-known.ts';

const script = (line: string) => inFile('up.sh', documentObject('Script', 'up', { text: `#!/bin/bash\n${line}\n` }));

ruleCases(waitConditionKnown, {
  accepts: {
    'conditions that there are': [
      script('kubectl wait --for=condition=available deployment/web --timeout=60s'),
      script('kubectl -n shop wait --for condition=Ready pod -l app=web'),
      script('kubectl wait --for=condition=complete job/seed'),
      script('kubectl wait --for=condition=established crd/widgets.example.com'),
    ],
    'other ways to wait': [script("kubectl wait --for=delete pod/web\nkubectl wait --for=jsonpath='{.status.phase}'=Bound pvc/data")],
    'objects of others': [script('kubectl wait --for=condition=ready certificate/web')],
    'gates of readiness': [script('kubectl wait --for=condition=example.com/ready-gate pod/web')],
  },
  refuses: {
    'a Deployment that is to be ready': {
      given: [script('kubectl -n shop wait --for=condition=ready deployment/web --timeout=60s')],
      says: 'line 2: a Deployment has no condition ready',
      fix: 'Write condition=available.',
    },
    'pods that are to be available': {
      given: [script('kubectl wait --for=condition=available pod -l app=web')],
      says: 'line 2: a Pod has no condition available',
      fix: 'Write condition=ready.',
    },
    'a StatefulSet': {
      given: [script('kubectl wait --for=condition=ready statefulset/pg')],
      says: 'line 2: a StatefulSet or DaemonSet has no condition ready',
      fix: 'Write kubectl rollout status.',
    },
  },
});

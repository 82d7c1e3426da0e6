import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { scriptRepeatable } from './script-repeatable.ts';

const script = (...lines: string[]) => documentObject('Script', 'install', { text: ['#!/bin/bash', ...lines].join('\n') });

ruleCases(scriptRepeatable, {
  accepts: {
    'what may be there': [
      script(
        'set -euo pipefail',
        'kubectl create namespace a --dry-run=client -o yaml | kubectl apply -f -',
        'kubectl create ns b || true',
        'kubectl get ns c || kubectl create ns c',
        'if ! kubectl get ns d; then',
        'kubectl apply -f d.yaml',
        'fi',
        'helm upgrade --install loki grafana/loki',
      ),
    ],
    'a script that goes on': [script('kubectl create namespace a', 'helm install loki grafana/loki')],
  },
  refuses: {
    'a namespace': {
      given: [script('set -e', 'kubectl create namespace vault')],
      says: 'line 3: kubectl create namespace vault makes it, and the script stops where it is there already',
    },
    'a Secret': {
      given: [script('set -e', 'kubectl create secret generic db --from-literal=a=b -n shop')],
      says: 'line 3: kubectl create secret db makes it, and the script stops where it is there already',
    },
    'a release': {
      given: [script('set -e', 'helm install vault hashicorp/vault')],
      says: 'line 3: helm install vault makes a release, and the script stops where it is there already',
      fix: 'Write helm upgrade --install.',
    },
  },
});

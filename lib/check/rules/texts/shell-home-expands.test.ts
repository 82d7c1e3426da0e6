import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { shellHomeExpands } from './shell-home-expands.ts';

const script = (...lines: readonly string[]) => documentObject('Script', 'up', { text: ['#!/bin/bash', ...lines].join('\n') });

ruleCases(shellHomeExpands, {
  accepts: {
    'a sign without quotes, and the variable': [
      script('export KUBECONFIG=~/.kube/config', 'cp ~/.kube/config "$HOME/.kube/backup"', 'mkdir -p ~/"my folder"'),
    ],
    texts: [script('echo "~/.kube/config is written"', "grep '~/.kube' x", 'ssh node "~/install.sh"')],
    'a place in a text': [script('NOTE="see ~/.kube/config"')],
  },
  refuses: {
    'a sign in quotes': {
      given: [
        script('export KUBECONFIG="~/.kube/titanium"'),
        script("KEY='~/.ssh/id_ed25519'"),
        script('kubectl --kubeconfig=~/.kube/x get nodes'),
      ],
      says: [
        'line 2: --kubeconfig=~/.kube/x keeps its ~, which the shell does not fill in there',
        "line 2: KEY='~/.ssh/id_ed25519' keeps its ~, which the shell does not fill in there",
        'line 2: KUBECONFIG="~/.kube/titanium" keeps its ~, which the shell does not fill in there',
      ],
      fix: 'Write "$HOME/.kube/x".',
    },
    'a file in quotes': {
      given: [script('cp config "~/.kube/config"')],
      says: 'line 2: "~/.kube/config" keeps its ~, which the shell does not fill in there',
    },
  },
});

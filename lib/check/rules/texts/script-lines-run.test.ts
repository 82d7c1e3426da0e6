import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { scriptLinesRun } from './script-lines-run.ts';

const script = (...lines: string[]) =>
  inFile('install.sh', documentObject('Script', 'install', { text: ['#!/bin/bash', ...lines].join('\n') }));

ruleCases(scriptLinesRun, {
  accepts: {
    comments: [script('# https://example.com/docs/a.md', '# Install the driver on the cluster')],
    'what is printed': [script('echo Install the driver on the cluster', 'cat <<EOF', 'Install the driver on the cluster', 'EOF')],
    'words of a list': [script('urls=(', 'https://example.com/a', ')', 'for u in https://example.com/b; do curl "$u"; done')],
    'notes behind the end': [
      script('kubectl apply -f a.yaml', 'exit 0', '', 'Import the charts of the dashboard', 'https://grafana.com/x'),
    ],
    'a program with a capital letter': [script('Rscript model.R', 'Xvfb :99 -screen 0 1024x768x24')],
    'what goes on from the line above': [script('curl -fsSL \\', '  https://example.com/get.sh -o get.sh')],
  },
  refuses: {
    'a link without a #': {
      given: [script('# install', 'https://example.com/driver/README.md')],
      says: 'line 3: a link is run as a command',
      fix: 'Put a # before it.',
    },
    'a sentence from a guide': {
      given: [script('Install NFS CSI driver master version on a kubernetes cluster', 'kubectl apply -f a.yaml')],
      says: 'line 2: the sentence "Install NFS CSI driver master …" is run as a command',
    },
  },
});

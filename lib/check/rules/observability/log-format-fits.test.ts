import { documentObject } from '../../document.ts';
import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { logFormatFits } from './log-format-fits.ts';

const promtail = (stage: string) =>
  chartApplication('promtail', 'monitoring', { config: { snippets: { pipelineStages: [{ [stage]: {} }] } } });
const script = (line: string) => documentObject('Script', 'init', { text: `#!/bin/sh\n${line}\n` });
const containerd = script('apt-get install -y containerd');
const fluent = (parser: string, path = '/var/log/containers/*.log') =>
  kube(
    'v1/ConfigMap',
    { name: 'fluent-bit' },
    { data: { 'fluent-bit.conf': `[INPUT]\n  Name tail\n  Path ${path}\n  Parser ${parser}\n[OUTPUT]\n  Name stdout\n` } },
  );
const alloy = (text: string) => kube('v1/ConfigMap', { name: 'alloy' }, { data: { 'config.alloy': text } });

ruleCases(logFormatFits, {
  accepts: {
    'the form of containerd': [containerd, promtail('cri'), fluent('cri')],
    'machines with Docker': [script('minikube start --container-runtime=docker'), promtail('docker')],
    'logs of Docker itself': [containerd, alloy('loki.source.docker "x" { }\nloki.process "y" { stage.docker { } }')],
    'other files': [containerd, fluent('docker', '/var/log/app.log')],
  },
  refuses: {
    'a stage of Promtail': {
      given: [containerd, promtail('docker')],
      says: 'lines are read in the form of Docker, and the machines run containerd',
    },
    'a parser of Fluent Bit': {
      given: [containerd, fluent('docker')],
      says: 'lines are read in the form of Docker, and the machines run containerd',
    },
    'a stage of Alloy, where nothing tells the runtime': {
      given: [alloy('loki.process "y" { stage.docker { } }')],
      says: 'lines are read in the form of Docker, and Kubernetes has had no Docker of its own since 1.24',
    },
  },
});

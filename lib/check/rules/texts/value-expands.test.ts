import { deployment, kube, ruleCases } from '../../testing.ts';
import { valueExpands } from './value-expands.ts';

const env = (value: string) => deployment({ container: { env: [{ name: 'ID', value }] } });

const taking = deployment({ container: { envFrom: [{ configMapRef: { name: 'c' } }] } });

ruleCases(valueExpands, {
  accepts: {
    'a variable of Kubernetes': [env('$(POD_NAME)'), env('http://$(HOST):80')],
    'a script': [kube('v1/ConfigMap', {}, { data: { 'run.sh': 'ID=$(hostname -s)\necho "$ID"\n' } })],
    'code in a text': [kube('v1/ConfigMap', {}, { data: { note: 'use `kubectl get pods` to look' } })],
    'what a shell runs': [deployment({ container: { command: ['sh', '-c', 'cp /data /backup/$(date +%F)'] } })],
    'a text for a program that expands it itself': [kube('v1/ConfigMap', { name: 'c' }, { data: { A: 'x', B: '$(A)' } })],
    'a variable that is not of the ConfigMap': [kube('v1/ConfigMap', { name: 'c' }, { data: { B: '$(POD_NAME)' } }), taking],
    'an encoded value': [kube('v1/Secret', {}, { data: { password: 'c2hvcA==' } })],
  },
  refuses: {
    'a variable of the same ConfigMap': {
      given: [kube('v1/ConfigMap', { name: 'c' }, { data: { HOST: 'redis', URL: 'redis://$(HOST):6379' } }), taking],
      says: 'URL holds $(HOST), which nobody fills in: it stands in a ConfigMap',
    },
    'a password that nobody makes': {
      given: [kube('v1/Secret', { name: 'db' }, { stringData: { password: '$(openssl rand -hex 16)' } })],
      says: 'password is the text $(openssl rand -hex 16), not what the command would print',
    },
    'an argument': {
      given: [deployment({ container: { command: ['aws', 's3', 'cp', '/data', 's3://backup/$(date +%F)'] } })],
      says: 'container "app" gets $(date +%F) as it stands',
    },
    'a variable': { given: [env('`date +%s`')], says: 'ID is the text `date +%s`, not what the command would print' },
  },
});

import { deployment, kube, ruleCases } from '../../testing.ts';
import { tunnelStarts } from './tunnel-starts.ts';

const config = (more: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'cloudflared' },
    { data: { 'config.yaml': `tunnel: home\n${more}ingress:\n  - service: http_status:404\n` } },
  );
const CREDENTIALS = 'credentials-file: /etc/creds/credentials.json\n';
const METRICS = 'metrics: 0.0.0.0:2000\n';
const probe = { httpGet: { path: '/ready', port: 2000 } };
const tunnel = (args: readonly string[], more: object = {}) =>
  deployment({
    container: {
      image: 'cloudflare/cloudflared:2025.1.0',
      args,
      livenessProbe: probe,
      volumeMounts: [
        { name: 'config', mountPath: '/etc/cloudflared/config' },
        { name: 'creds', mountPath: '/etc/creds' },
      ],
      ...more,
    },
    pod: {
      volumes: [
        { name: 'config', configMap: { name: 'cloudflared' } },
        { name: 'creds', secret: { secretName: 'creds' } },
      ],
    },
  });
const USUAL = ['tunnel', '--config', '/etc/cloudflared/config/config.yaml', 'run'];
const TOKEN = { env: [{ name: 'TUNNEL_TOKEN', valueFrom: { secretKeyRef: { name: 'tunnel', key: 'token' } } }], volumeMounts: [] };

ruleCases(tunnelStarts, {
  accepts: {
    'all in its place': [tunnel(USUAL), config(CREDENTIALS + METRICS)],
    'metrics by a flag': [
      tunnel(['tunnel', '--metrics', '0.0.0.0:2000', 'run'], TOKEN),
      tunnel(['tunnel', '--metrics=:2000', 'run'], TOKEN),
    ],
    'metrics by a variable': [
      tunnel(['tunnel', 'run'], { env: [...TOKEN.env, { name: 'TUNNEL_METRICS', value: '0.0.0.0:2000' }], volumeMounts: [] }),
    ],
    'a file that is not here': [tunnel(USUAL)],
    'variables that are not here': [tunnel(['tunnel', 'run'], { envFrom: [{ secretRef: { name: 'tunnel' } }], volumeMounts: [] })],
    'the usual port': [tunnel(['tunnel', 'run'], { ...TOKEN, livenessProbe: { httpGet: { path: '/ready', port: 20241 } } })],
    'no probe': [tunnel(['tunnel', 'run', '--token', '$(TOKEN)'], { livenessProbe: undefined, volumeMounts: [] })],
    'a port by its name': [
      tunnel(USUAL, { ports: [{ name: 'metrics', containerPort: 2000 }], livenessProbe: { httpGet: { path: '/ready', port: 'metrics' } } }),
      config(CREDENTIALS + METRICS),
    ],
    'a shell': [tunnel(['sh', '-c', 'cloudflared tunnel run', 'tunnel'])],
    'another image': [deployment({ container: { args: ['tunnel', 'run', '--config', 'a'] } })],
  },
  refuses: {
    'a flag behind run': {
      given: [tunnel(['tunnel', 'run', '--config', '/etc/cloudflared/config/config.yaml']), config(CREDENTIALS + METRICS)],
      says: '--config stands behind run, which does not have this flag',
    },
    'credentials elsewhere': {
      given: [tunnel(USUAL), config(`credentials-file: /home/nonroot/.cloudflared/home.json\n${METRICS}`)],
      says: 'credentials-file is /home/nonroot/.cloudflared/home.json, and the container has mounts at /etc/cloudflared/config, /etc/creds',
    },
    'metrics that are not set': {
      given: [tunnel(USUAL), config(CREDENTIALS)],
      says: 'it is asked on port 2000, and cloudflared answers on port 20241, where metrics is not set',
    },
    'metrics of a token': {
      given: [tunnel(['tunnel', 'run'], TOKEN)],
      says: 'it is asked on port 2000, and cloudflared answers on port 20241, where metrics is not set',
    },
    'metrics for the container alone': {
      given: [tunnel(USUAL), config(`${CREDENTIALS}metrics: 127.0.0.1:2000\n`)],
      says: 'it is asked on port 2000, and cloudflared answers on 127.0.0.1:2000',
    },
    'metrics on another port': {
      given: [tunnel(['tunnel', '--metrics', '0.0.0.0:8080', 'run'], TOKEN)],
      says: 'it is asked on port 2000, and cloudflared answers on 0.0.0.0:8080',
    },
  },
});

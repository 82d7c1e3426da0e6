import { documentObject } from '../../document.ts';
import { daemonSet, deployment, inFile, ruleCases } from '../../testing.ts';
import { nonRootPossible } from './non-root-possible.ts';

const runs = (image: string, securityContext: object, pod: object = {}) =>
  deployment({ container: { image, securityContext }, pod: { ...pod } });

const dockerfile = (user: string) =>
  inFile(
    'web/Dockerfile',
    documentObject('TextFile', 'web/Dockerfile', { text: `FROM python:3.11-slim\n${user}CMD ["python", "main.py"]\n` }),
  );

ruleCases(nonRootPossible, {
  accepts: {
    'a user of its own': [runs('postgres:16', { runAsNonRoot: true, runAsUser: 999 })],
    'an image that is not root': [runs('nginxinc/nginx-unprivileged:1.27', { runAsNonRoot: true })],
    'an image that nobody knows': [runs('ghcr.io/acme/web:v1', { runAsNonRoot: true })],
    'an image of the tree that names its user by a number': [dockerfile('USER 10001:10001\n'), runs('acme/web:v1', { runAsNonRoot: true })],
    'a word, and a number in the manifest': [dockerfile('USER app\n'), runs('acme/web:v1', { runAsNonRoot: true, runAsUser: 10001 })],
    'a user of the pod': [runs('nginx:1.27', { runAsNonRoot: true }, { securityContext: { runAsUser: 101 } })],
    'an agent of the node': [daemonSet({ name: 'falco', container: { securityContext: { runAsUser: 0 } } })],
    'an init container that prepares a volume': [
      deployment({ pod: { initContainers: [{ name: 'chown', image: 'busybox:1', securityContext: { runAsUser: 0 } }] } }),
    ],
  },
  refuses: {
    'an image that names its user': {
      given: [runs('prom/mysqld-exporter:v0.16.0', { runAsNonRoot: true })],
      says: 'container "app" must not run as root, and the image prom/mysqld-exporter:v0.16.0 names its user "nobody", not a number',
      fix: 'Set runAsUser: 65534.',
    },
    'an image of the tree that names its user by a word': {
      given: [dockerfile('RUN useradd app\nUSER app\n'), runs('acme/web:v1', { runAsNonRoot: true })],
      says: 'container "app" must not run as root, and web/Dockerfile names its user "app", not a number',
      fix: 'Write the number of the user after USER, or set runAsUser.',
    },
    'an image of the tree that names no user': {
      given: [dockerfile(''), runs('acme/web:v1', { runAsNonRoot: true })],
      says: 'container "app" must not run as root, and web/Dockerfile leaves its user root',
    },
    'an official image that starts as root': {
      given: [runs('nginx:1.27', { runAsNonRoot: true })],
      says: 'container "app" must not run as root, and the image nginx:1.27 starts as root',
    },
    'root against the settings of the pod': {
      given: [runs('ghcr.io/acme/web:v1', { runAsUser: 0 }, { securityContext: { runAsNonRoot: true } })],
      says: 'container "app" must not run as root, and runAsUser is 0',
    },
    'root for no reason': { given: [runs('ghcr.io/acme/web:v1', { runAsUser: 0 })], says: 'container "app" is told to run as root' },
  },
});

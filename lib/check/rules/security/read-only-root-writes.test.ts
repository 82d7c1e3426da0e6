import { deployment, kube, ruleCases } from '../../testing.ts';
import { readOnlyRootWrites } from './read-only-root-writes.ts';

const runs = (image: string, ...folders: readonly string[]) =>
  deployment({
    container: {
      image,
      securityContext: { readOnlyRootFilesystem: true },
      volumeMounts: folders.map((mountPath, index) => ({ name: `scratch-${index}`, mountPath })),
    },
    pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
  });

ruleCases(readOnlyRootWrites, {
  accepts: {
    'volumes where nginx writes': [runs('nginx:1.27', '/var/cache/nginx', '/var/run')],
    'the same folder by its other name': [runs('nginx:1.27', '/var/cache', '/run')],
    'a configuration that writes elsewhere': [
      runs('nginx:1.27', '/tmp'),
      kube(
        'v1/ConfigMap',
        { name: 'nginx' },
        { data: { 'nginx.conf': 'pid /tmp/nginx.pid;\nhttp {\n  client_body_temp_path /tmp/body;\n}\n' } },
      ),
    ],
    'a program that nobody knows': [runs('ghcr.io/acme/web:v1')],
    'a file system that may be written': [deployment({ container: { image: 'nginx:1.27' } })],
  },
  refuses: {
    'nginx without its cache': {
      given: [runs('nginx:1.27', '/run')],
      says: 'the root file system of "app" is read-only, and nginx writes to /var/cache/nginx',
    },
    'a database without its socket': {
      given: [runs('mysql:8.0', '/var/lib/mysql')],
      says: 'the root file system of "app" is read-only, and MySQL writes to /var/run/mysqld and /tmp',
    },
  },
});

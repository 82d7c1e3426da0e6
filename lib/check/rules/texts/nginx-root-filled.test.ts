import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { nginxRootFilled } from './nginx-root-filled.ts';

const config = (root: string) =>
  kube('v1/ConfigMap', { name: 'nginx', namespace: 'blog' }, { data: { 'default.conf': `server {\n  listen 80;\n  root ${root};\n}\n` } });
const pod = (mounts: readonly object[] = []) =>
  deployment({
    namespace: 'blog',
    container: { image: 'ghcr.io/acme/blog-web:v1', volumeMounts: [{ name: 'config', mountPath: '/etc/nginx/conf.d' }, ...mounts] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
  });
const dockerfile = inFile(
  'Dockerfile.web',
  kube(
    'slipway.dev/v1/TextFile',
    { name: 'Dockerfile.web' },
    {
      text: 'FROM hugo AS build\nRUN hugo\nFROM nginx:1.27\nCOPY --from=build /src/public /var/www/blog\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
    },
  ),
);
const workflow = kube(
  'slipway.dev/v1/Workflow',
  { name: 'ci' },
  {
    workflow: {
      on: 'push',
      jobs: {
        build: {
          steps: [
            {
              uses: 'docker/build-push-action@v6',
              with: { context: '.', file: 'Dockerfile.web', tags: 'ghcr.io/acme/blog-web:v${{ github.run_number }}' },
            },
          ],
        },
      },
    },
  },
);

ruleCases(nginxRootFilled, {
  accepts: {
    'the folder that the image fills': [config('/var/www/blog'), pod(), dockerfile, workflow],
    'a folder above it': [config('/var/www'), pod(), dockerfile, workflow],
    'a folder that a volume fills': [config('/srv/site'), pod([{ name: 'site', mountPath: '/srv/site' }]), dockerfile, workflow],
    'an image that nobody shows': [config('/srv/site'), pod()],
  },
  refuses: {
    'another folder': {
      given: [config('/usr/share/blog'), pod(), dockerfile, workflow],
      says: 'line 3: nginx serves /usr/share/blog, and Dockerfile.web copies to /var/www/blog',
      fix: 'Write root /var/www/blog;, or copy to /usr/share/blog.',
    },
  },
});

import { documentKind } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { imageFilesWritable } from './image-files-writable.ts';

const BUILT = 'FROM node:22-slim AS build\nRUN npm run build\nFROM nginxinc/nginx-unprivileged:1.27.3\n';
const COPIED = 'COPY --from=build /app/dist /usr/share/nginx/html\nCOPY start.sh /start.sh\nENTRYPOINT ["/bin/sh", "/start.sh"]\n';
const SED = 'sed -i "s|__API__|$API|" /usr/share/nginx/html/config.js\n';
const image = (text: string) => inFile('app/Dockerfile', kube(documentKind('TextFile'), { name: 'app' }, { text: BUILT + text }));
const script = (text: string, file = 'app/start.sh') =>
  inFile(file, kube(documentKind('Script'), { name: 'start' }, { text: `#!/bin/sh\nset -e\n${text}exec nginx\n` }));
const pod = (container: object = {}) => deployment({ container: { image: 'acme/app:1', ...container } });

ruleCases(imageFilesWritable, {
  accepts: {
    'files that are handed over': [pod(), image(COPIED.replace('COPY --from', 'COPY --chown=101 --from')), script(SED)],
    'a folder that is handed over': [pod(), image(`USER 0\nRUN chown -R 101 /usr/share/nginx\n${COPIED}USER 101\n`), script(SED)],
    'a program that runs as root': [pod(), image(`${COPIED}USER root\n`), script(SED)],
    'a folder of which nothing was copied': [pod(), image(COPIED), script('sed -i s/a/b/ /etc/nginx/conf.d/default.conf\n')],
    'a folder of everybody': [pod(), image(COPIED), script('envsubst < /usr/share/nginx/html/config.js > /tmp/config.js\n')],
    'what is only read': [pod(), image(COPIED), script('sed s/a/b/ /usr/share/nginx/html/config.js >/dev/null 2>&1\n')],
    'a volume in its place': [pod({ volumeMounts: [{ name: 'pages', mountPath: '/usr/share/nginx/html' }] }), image(COPIED), script(SED)],
    'a script that looks first': [pod(), image(COPIED), script(`if [ -w /usr/share/nginx/html ]; then ${SED}fi\n`)],
    'a script that nothing starts': [pod(), image(COPIED.replace('"/start.sh"', '"/other.sh"')), script(SED)],
    'another command in the pod': [pod({ command: ['nginx'] }), image(COPIED), script(SED)],
  },
  refuses: {
    'pages that are changed in place': {
      given: [pod(), image(COPIED), script(SED)],
      says: 'container "app" runs as user 101, and its start script (app/start.sh) changes /usr/share/nginx/html/config.js, which app/Dockerfile copies as root',
      fix: 'Hand its folder over as root (RUN chown -R 101 …) before USER, or mount a volume there and fill it.',
    },
    'pages that are written anew': {
      given: [pod(), image(`${COPIED}USER 1000\n`), script('echo "{}" > /usr/share/nginx/html/env.json\n')],
      says: 'container "app" runs as user 1000, and its start script (app/start.sh) changes /usr/share/nginx/html/env.json, which app/Dockerfile copies as root',
    },
    'every page, in a loop': {
      given: [pod(), image(COPIED), script('for page in /usr/share/nginx/html/*.js; do\n  sed -i s/a/b/ "$page"\ndone\n')],
      says: 'container "app" runs as user 101, and its start script (app/start.sh) changes /usr/share/nginx/html/, which app/Dockerfile copies as root',
    },
    'a script in the folder of nginx': {
      given: [
        pod(),
        image('COPY --from=build /app/dist /usr/share/nginx/html\nCOPY env.sh /docker-entrypoint.d/40-env.sh\n'),
        script('find /usr/share/nginx/html -name "*.js" -exec sed -i s/a/b/ {} +\n', 'app/env.sh'),
      ],
      says: 'container "app" runs as user 101, and its start script (app/env.sh) changes /usr/share/nginx/html, which app/Dockerfile copies as root',
    },
  },
});

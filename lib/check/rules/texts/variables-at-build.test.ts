import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { variablesAtBuild } from './variables-at-build.ts';

const runs = (name: string, container: object = {}) =>
  deployment({ container: { image: 'ghcr.io/acme/portal:v3', env: [{ name, value: 'https://api.example.org' }], ...container } });
const built = (text: string) => inFile('portal/Dockerfile', kube('slipway.dev/v1/TextFile', { name: 'portal/Dockerfile' }, { text }));
const PAGES =
  'FROM node:22-alpine AS build\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx:1.27-alpine\nCOPY --from=build /app/dist /usr/share/nginx/html\n';

ruleCases(variablesAtBuild, {
  accepts: {
    'a variable that a program reads': [runs('API_URL'), built(PAGES)],
    'the server of a developer': [runs('VITE_API_URL', { command: ['npm', 'run', 'dev'] })],
    'an image that runs a program': [runs('NEXT_PUBLIC_API_URL'), built('FROM node:22-alpine\nCOPY . .\nCMD ["node", "server.js"]\n')],
    'pages that are filled in at the start': [runs('VITE_API_URL'), built(`${PAGES}COPY env.sh /docker-entrypoint.d/40-env.sh\n`)],
    'a file that is mounted over the one of the build': [
      runs('VITE_API_URL', { volumeMounts: [{ name: 'config', mountPath: '/usr/share/nginx/html/config.js', subPath: 'config.js' }] }),
    ],
  },
  refuses: {
    'pages that nginx hands out as they are': {
      given: [runs('REACT_APP_API_URL'), built(PAGES)],
      says: 'REACT_APP_API_URL reach container "app" too late: such variables are written into the pages when the image is built',
    },
    'an image whose Dockerfile is elsewhere': {
      given: [runs('VITE_API_URL')],
      says: 'VITE_API_URL reach container "app" perhaps too late: such variables are written into the pages when the image is built',
    },
  },
});

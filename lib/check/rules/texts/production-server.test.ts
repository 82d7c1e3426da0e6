import { documentObject } from '../../document.ts';
import { deployment, inFile, job, ruleCases } from '../../testing.ts';
import { productionServer } from './production-server.ts';

const docker = (end: string, file = 'web/Dockerfile') =>
  inFile(file, documentObject('TextFile', 'web', { text: `FROM node:22\nWORKDIR /app\nCOPY . .\n${end}\n` }));
const pod = (container: Readonly<Record<string, unknown>>, name = 'web', namespace = 'shop') => deployment({ name, namespace, container });

ruleCases(productionServer, {
  accepts: {
    'servers for users': [
      docker('CMD ["npm", "start"]'),
      docker('CMD ["next", "start"]'),
      docker('CMD gunicorn -b :80 app:app'),
      pod({ command: ['python', 'manage.py', 'migrate'] }),
      pod({ command: ['nginx', '-g', 'daemon off;'] }),
    ],
    'what only builds': [docker('CMD ["vite", "build"]'), docker('CMD ["hugo", "--minify"]'), docker('CMD npm run build')],
    'a stage that is not the last': [
      docker('RUN npm run dev\nCMD ["npm", "run", "dev"]\n\nFROM nginx:1.27\nCOPY --from=0 /app/dist /usr/share/nginx/html'),
    ],
    'what is made for developers': [
      docker('CMD ["npm", "run", "dev"]', 'web/Dockerfile.dev'),
      pod({ command: ['flask', 'run'] }, 'web-dev'),
      pod({ command: ['flask', 'run'] }, 'web', 'dev'),
    ],
    'what ends': [job({ container: { command: ['npm', 'run', 'dev'] } })],
    'an init container': [
      deployment({ container: {}, pod: { initContainers: [{ name: 'pages', image: 'hugo', command: ['hugo', 'server'] }] } }),
    ],
    'a word in the argument of another program': [
      pod({ command: ['echo', 'flask run'] }),
      pod({ command: ['sh', '-c', 'flask run & nginx'] }),
    ],
  },
  refuses: {
    'Vite, by npm': {
      given: [docker('CMD ["npm", "run", "dev", "--", "--host"]')],
      says: 'CMD starts "npm run dev -- --host", a server for development',
    },
    'Flask, by a shell': {
      given: [docker('CMD flask run --host=0.0.0.0')],
      says: 'CMD starts "flask run --host=0.0.0.0", a server for development',
    },
    'Hugo, entry point and words': {
      given: [docker('ENTRYPOINT ["hugo"]\nCMD ["server", "--bind", "0.0.0.0"]')],
      says: 'ENTRYPOINT starts "hugo server --bind 0.0.0.0", a server for development',
      fix: 'Build the pages in a stage of the Dockerfile, and serve them with nginx.',
    },
    'Hugo, by the arguments of a container': {
      given: [pod({ image: 'hugomods/hugo:0.140.0', args: ['server', '-D'] })],
      says: 'container "app" starts "hugo server -D", a server for development',
    },
    'Django, after its migration': {
      given: [pod({ command: ['sh', '-c', 'python manage.py migrate && exec python manage.py runserver 0.0.0.0:8000'] })],
      says: 'container "app" starts "python manage.py runserver 0.0.0.0:8000", a server for development',
      fix: 'Start it with gunicorn or uvicorn, without --reload.',
    },
    'a watcher': {
      given: [pod({ command: ['/usr/local/bin/uvicorn', 'main:app', '--reload'] })],
      says: 'container "app" starts "uvicorn main:app --reload", a server for development',
    },
    'Vite itself, and Spring Boot': {
      given: [pod({ command: ['npx', 'vite', '--host'] }), pod({ command: ['./mvnw', 'spring-boot:run'] }, 'api')],
      says: [
        'container "app" starts "./mvnw spring-boot:run", a server for development',
        'container "app" starts "npx vite --host", a server for development',
      ],
    },
  },
});

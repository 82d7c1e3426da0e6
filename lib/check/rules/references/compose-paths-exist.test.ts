import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { composePathsExist } from './compose-paths-exist.ts';

const compose = (services: object) => inFile('dev/docker-compose.yml', documentObject('Config', 'compose', { content: { services } }));
const files = [
  'dev/docker-compose.yml',
  'dev/database/init.sql',
  'services/web/Dockerfile',
  'services/api/main.py',
  'services/api/Dockerfile.dev',
];

ruleCases(composePathsExist, {
  accepts: {
    'what is there': {
      given: [
        compose({
          web: { build: '../services/web' },
          api: { build: { context: '../services/api', dockerfile: 'Dockerfile.dev' } },
          db: { volumes: ['./database/init.sql:/docker-entrypoint-initdb.d/init.sql:ro', './database:/x'] },
        }),
      ],
      files,
    },
    'folders, which Docker makes, and what Git does not hold': {
      given: [
        compose({
          db: {
            volumes: ['./state:/var/lib/db', './secrets/users.json:/u.json', 'data:/x.conf', '/etc/hosts.conf:/h', './certs/a.conf:/a'],
          },
        }),
      ],
      files,
    },
    'a file from another repository': {
      given: [compose({ web: { build: './web' }, db: { volumes: ['./conf/nginx.conf:/etc/nginx/nginx.conf'] } })],
      files,
    },
    'variables and addresses': {
      given: [
        compose({
          web: { build: '${ROOT}/web' },
          api: { build: 'https://github.com/acme/api.git' },
          db: { volumes: ['${DIR}/a.sql:/a.sql'] },
        }),
      ],
      files,
    },
  },
  refuses: {
    'a script that was moved': {
      given: [compose({ db: { volumes: ['./init.sql:/docker-entrypoint-initdb.d/init.sql'] } })],
      files,
      says: 'db mounts ./init.sql, which is not in the tree',
      fix: 'Did you mean "dev/database/init.sql"?',
    },
    'a folder that was renamed, and a file that is called otherwise': {
      given: [compose({ web: { build: '../services/web-ui' }, api: { build: '../services/api' } })],
      files,
      says: [
        'api is built from services/api/Dockerfile, which is not in the tree',
        'web is built in services/web-ui, which is not in the tree',
      ],
    },
  },
});

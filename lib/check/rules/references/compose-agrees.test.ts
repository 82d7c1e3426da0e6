import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { composeAgrees } from './compose-agrees.ts';

const compose = (services: object, more: object = {}, file = 'compose/docker-compose.yml') =>
  inFile(file, documentObject('Config', 'compose', { content: { services, ...more } }));

ruleCases(composeAgrees, {
  accepts: {
    'ports of their own': [
      compose({ a: { ports: ['80:8080', '127.0.0.1:9000:9000'] }, b: { ports: ['81:8080', '53:53/udp'] }, c: { ports: ['53:53'] } }),
    ],
    'one port on two addresses': [compose({ a: { ports: ['10.0.0.1:80:80'] }, b: { ports: ['10.0.0.2:80:80'] } })],
    'a port inside alone': [compose({ a: { ports: ['8080'] }, b: { ports: ['8080'], expose: ['8080'] } })],
    'programs of two profiles': [compose({ a: { ports: ['80:80'], profiles: ['x'] }, b: { ports: ['80:80'], profiles: ['y'] } })],
    'what the file declares': [
      compose(
        {
          web: { depends_on: { db: { condition: 'service_healthy' } }, networks: ['back'], volumes: ['data:/data', './conf:/etc/conf:ro'] },
          db: {},
        },
        { networks: { back: {} }, volumes: { data: null } },
      ),
    ],
    'programs of a file that is taken in': [compose({ web: { depends_on: ['db'] } }, { include: ['db.yml'] })],
    'a file that is laid over another': [
      compose({ db: {} }, { volumes: { data: null } }),
      compose({ web: { depends_on: ['db'], volumes: ['data:/d'] } }, {}, 'compose/docker-compose.test.yml'),
    ],
    'another file with services': [compose({ a: { ports: ['80:80'] }, b: { ports: ['80:80'] } }, {}, 'services.yml')],
  },
  refuses: {
    'one port twice': {
      given: [compose({ harbor: { ports: ['8443:8443'] }, argocd: { ports: [{ target: 8080, published: '8443' }] } })],
      says: 'argocd publishes port 8443, and so does harbor',
    },
    'a program with a slip': {
      given: [compose({ web: { depends_on: ['postgre'] }, postgres: {} })],
      says: 'there is no program postgre in this file',
      fix: 'Did you mean "postgres"?',
    },
    'a volume and a network that nobody declares': {
      given: [compose({ web: { networks: ['back'], volumes: ['data:/data'] } })],
      says: ['there is no network back in this file', 'there is no volume data in this file'],
    },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, ruleCases, service } from '../../testing.ts';
import { composeReaches } from './compose-reaches.ts';

const compose = (services: object) => inFile('docker-compose.yml', documentObject('Config', 'compose', { content: { services } }));
const redis = { image: 'redis:7', ports: ['6379:6379'] };

ruleCases(composeReaches, {
  accepts: {
    'names of the file': [compose({ web: { environment: { REDIS_HOST: 'redis', REDIS_URL: 'redis://redis:6379/0' } }, redis })],
    'a name by which it is also known': [
      compose({ web: { environment: ['REDIS_HOST=redis-service'] }, redis: { ...redis, container_name: 'redis-service' } }),
      service({ name: 'redis-service' }),
    ],
    'the network of the machine': [compose({ web: { network_mode: 'host', environment: { REDIS_HOST: 'localhost' } }, redis })],
    'an address for browsers': [
      compose({
        web: { environment: { PUBLIC_URL: 'http://localhost:8080', VITE_API_URL: 'http://localhost:8000' } },
        api: { ports: ['8000:8000'] },
      }),
    ],
    'its own port': [
      compose({
        web: { ports: ['8000:8000'], environment: { HEALTH_URL: 'http://localhost:8000/health' } },
        api: { ports: ['8001:8000'] },
      }),
    ],
    'hosts of others': [compose({ web: { environment: { SMTP_HOST: 'smtp.acme.example', TZ_SERVER: 'time', DB_HOST: '${DB_HOST}' } } })],
    'a listener that is in the container alone': [compose({ web: { environment: { METRICS_URL: 'http://localhost:9100' } }, redis })],
  },
  refuses: {
    'a database that is looked for in the own container': {
      given: [compose({ web: { environment: { REDIS_HOST: 'localhost', CACHE: 'redis://user:word@127.0.0.1:6379/0' } }, redis })],
      says: [
        'web looks for redis at redis://…@127.0.0.1:6379/0, which is its own container',
        'web looks for redis at localhost, which is its own container',
      ],
      fix: 'Write redis for the host.',
    },
    'the name of the cluster': {
      given: [compose({ web: { environment: ['REDIS_HOST=redis-service'] }, redis }), service({ name: 'redis-service' })],
      says: 'web calls redis-service (redis-service), which is a Service of the cluster and no program of this file',
      fix: 'Did you mean "redis"?',
    },
  },
});

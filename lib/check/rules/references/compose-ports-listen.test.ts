import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { composePortsListen } from './compose-ports-listen.ts';

const compose = (web: object) =>
  inFile('docker-compose.yml', documentObject('Config', 'compose', { content: { services: { web: { build: './web', ...web } } } }));
const docker = (end: string) => inFile('web/Dockerfile', documentObject('TextFile', 'web', { text: `FROM python:3.11-slim\n${end}\n` }));

ruleCases(composePortsListen, {
  accepts: {
    'the port of the image': [compose({ ports: ['80:8000', '127.0.0.1:81:8000', { target: 8000, published: 82 }] }), docker('EXPOSE 8000')],
    'a port that it is told': [compose({ ports: ['80:9000'], environment: { PORT: '9000' } }), docker('EXPOSE 8000')],
    'a port in the command of the image': [compose({ ports: ['80:9000'] }), docker('EXPOSE 8000\nCMD ["web", "--port", "9000"]')],
    'a command of its own': [compose({ ports: ['80:9000'], command: ['serve'] }), docker('EXPOSE 8000')],
    'an image that names none': [compose({ ports: ['80:9000'] }), docker('CMD ["web"]')],
    'a range and a variable': [compose({ ports: ['80:${PORT}', '3000-3005:3000-3005', '53:53/udp'] }), docker('EXPOSE 8000')],
  },
  refuses: {
    'another port': {
      given: [compose({ ports: ['8000:8080', { target: 81 }] }), docker('EXPOSE 8000')],
      says: [
        'web publishes port 81 of its container, and web/Dockerfile listens on 8000',
        'web publishes port 8080 of its container, and web/Dockerfile listens on 8000',
      ].reverse(),
      fix: 'Publish port 8000 of the container; the number on the left may stay.',
    },
  },
});

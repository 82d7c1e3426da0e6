import { deployment, ruleCases, service } from '../../testing.ts';
import { serviceLinksApart } from './service-links-apart.ts';

const namespace = 'blog';
const spring = (env: Readonly<Record<string, string>> = {}, pod: object = {}) =>
  deployment({
    namespace,
    container: { env: Object.entries({ SPRING_PROFILES_ACTIVE: 'prod', ...env }).map(([name, value]) => ({ name, value })) },
    pod: { ...pod },
  });

ruleCases(serviceLinksApart, {
  accepts: {
    'a Service of another name': [spring(), service({ namespace, name: 'was' })],
    'a Service elsewhere': [spring(), service({ namespace: 'shop', name: 'server' })],
    'a port that is written out': [spring({ SERVER_PORT: '8080' }), service({ namespace, name: 'server' })],
    'pods without such variables': [spring({}, { enableServiceLinks: false }), service({ namespace, name: 'server' })],
    'a program that reads no such variable': [deployment({ namespace }), service({ namespace, name: 'server' })],
  },
  refuses: {
    'the port of Spring Boot': {
      given: [spring(), service({ namespace, name: 'server' })],
      says: 'Kubernetes sets SERVER_PORT to tcp://…, for the Service server, and container "app" reads its own port from it',
    },
    'a program and its Service': {
      given: [deployment({ namespace, container: { image: 'docker.n8n.io/n8nio/n8n:1.70.0' } }), service({ namespace, name: 'n8n' })],
      says: 'Kubernetes sets N8N_PORT to tcp://…, for the Service n8n, and container "app" reads its own port from it',
    },
  },
});

import { deployment, ruleCases } from '../../testing.ts';
import { actuatorAnswers } from './actuator-answers.ts';

const pod = (page: string, env: Readonly<Record<string, string>> = {}, podAnnotations: Readonly<Record<string, string>> = {}) =>
  deployment({
    namespace: 'blog',
    podAnnotations,
    container: {
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
      readinessProbe: { httpGet: { path: page, port: 8080 } },
    },
  });
const scraped = { 'prometheus.io/scrape': 'true', 'prometheus.io/path': '/actuator/prometheus' };

ruleCases(actuatorAnswers, {
  accepts: {
    'the page of the default': [pod('/actuator/health')],
    'a page below the path of the application': [pod('/board/actuator/health', { SERVER_SERVLET_CONTEXT_PATH: '/board' })],
    'an actuator on a port of its own': [
      pod('/actuator/health', { SERVER_SERVLET_CONTEXT_PATH: '/board', MANAGEMENT_SERVER_PORT: '9090' }),
    ],
    'pages that are exposed': [
      pod('/actuator/health/readiness', { MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health, prometheus' }, scraped),
    ],
    'a page of another program': [pod('/health', { SERVER_SERVLET_CONTEXT_PATH: '/board' })],
  },
  refuses: {
    'a page beside the path of the application': {
      given: [pod('/actuator/health', { SERVER_SERVLET_CONTEXT_PATH: '/board' })],
      says: 'the readinessProbe asks for /actuator/health, and the actuator stands at /board/actuator',
      fix: 'Ask for /board/actuator/health.',
    },
    'metrics that are not exposed': {
      given: [pod('/actuator/health', { MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health,info' }, scraped)],
      says: 'prometheus.io/path asks for /actuator/prometheus, and only health, info are exposed',
      fix: 'Add prometheus to MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE.',
    },
  },
});

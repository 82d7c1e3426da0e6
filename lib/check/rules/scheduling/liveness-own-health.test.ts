import { deployment, kube, ruleCases } from '../../testing.ts';
import { livenessOwnHealth } from './liveness-own-health.ts';

const web = (
  path: string,
  env: readonly object[] = [{ name: 'SPRING_DATASOURCE_URL', value: 'jdbc:mysql://db:3306/shop' }],
  more: object = {},
) => deployment({ namespace: 'shop', container: { env, livenessProbe: { httpGet: { path, port: 8080 } }, ...more } });

ruleCases(livenessOwnHealth, {
  accepts: {
    'the page of its own life': [web('/actuator/health/liveness'), web('/q/health/live')],
    'a program without a store': [web('/actuator/health', [{ name: 'SPRING_PROFILES_ACTIVE', value: 'prod' }])],
    'a program that leaves its store out of the page': [
      web('/actuator/health', [
        { name: 'DB_HOST', value: 'db' },
        { name: 'MANAGEMENT_HEALTH_DB_ENABLED', value: 'false' },
      ]),
    ],
    'a page of its own making': [web('/health')],
    'readiness, which may ask for more': [
      deployment({
        container: { env: [{ name: 'DB_HOST', value: 'db' }], readinessProbe: { httpGet: { path: '/actuator/health', port: 8080 } } },
      }),
    ],
  },
  refuses: {
    'the page of everything': {
      given: [web('/actuator/health')],
      says: 'the liveness probe of container "app" asks /actuator/health, which is down as soon as a store is (SPRING_DATASOURCE_URL)',
      fix: 'Ask /actuator/health/liveness for liveness, and keep /actuator/health for readiness at most.',
    },
    'a store that a Secret names': {
      given: [web('/actuator/health', [{ name: 'DB_HOST', valueFrom: { secretKeyRef: { name: 'db', key: 'host' } } }])],
      says: 'the liveness probe of container "app" asks /actuator/health, which is down as soon as a store is (DB_HOST)',
    },
    'a store that a ConfigMap names': {
      given: [
        kube('v1/ConfigMap', { name: 'settings', namespace: 'shop' }, { data: { REDIS_HOST: 'redis' } }),
        web('/api/q/health', [], { envFrom: [{ configMapRef: { name: 'settings' } }] }),
      ],
      says: 'the liveness probe of container "app" asks /api/q/health, which is down as soon as a store is (REDIS_HOST)',
    },
  },
});

import { deployment, kube, ruleCases } from '../../testing.ts';
import { springSettingsBind } from './spring-settings-bind.ts';

const env = (...pairs: readonly (readonly [string, string])[]) =>
  deployment({ container: { env: pairs.map(([name, value]) => ({ name, value })) } });
const file = (key: string, text: string) => [
  deployment({
    container: { volumeMounts: [{ name: 'config', mountPath: '/config' }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'settings' } }] },
  }),
  kube('v1/ConfigMap', { name: 'settings' }, { data: { [key]: text } }),
];
const POOL = 'SPRING_DATASOURCE_HIKARI';

ruleCases(springSettingsBind, {
  accepts: {
    'values as Spring reads them': [
      env(
        ['SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE', '10MB'],
        ['SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE', '30s'],
        ['SERVER_SERVLET_SESSION_TIMEOUT', 'PT30M'],
        ['SERVER_SHUTDOWN', 'GRACEFUL'],
        ['SERVER_PORT', '8080'],
      ),
    ],
    'a pool in milliseconds': [
      env(
        [`${POOL}_CONNECTION_TIMEOUT`, '30000'],
        [`${POOL}_MAX_LIFETIME`, '0'],
        [`${POOL}_IDLE_TIMEOUT`, '600000'],
        [`${POOL}_MAXIMUM_POOL_SIZE`, '20'],
        [`${POOL}_MINIMUM_IDLE`, '20'],
      ),
    ],
    'what is filled in later': [env(['SERVER_PORT', '${PORT:8080}'], [`${POOL}_MAX_LIFETIME`, '$(LIFE)'])],
    'a variable of another program': [env(['HIKARI_CONNECTION_TIMEOUT', '30s'], ['UPLOAD_SIZE', '10Mi'])],
    'a file': file('application.yaml', 'spring:\n  datasource:\n    hikari: { max-lifetime: 600000 }\n'),
    'a file that is no YAML': file('application.yaml', 'a: [\n'),
  },
  refuses: {
    'a time in seconds': {
      given: [env([`${POOL}_CONNECTION_TIMEOUT`, '30'])],
      says: 'SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT is 30, and the least is 250 ms',
      fix: 'It counts milliseconds: 30000 are 30 s.',
    },
    'a time with a unit': {
      given: [env([`${POOL}_MAX_LIFETIME`, '10m'])],
      says: 'SPRING_DATASOURCE_HIKARI_MAX_LIFETIME is "10m", and Spring reads a bare number of milliseconds there',
      fix: 'Write 600000.',
    },
    'a level by its long name': {
      given: [env(['LOGGING_LEVEL_ROOT', 'WARNING'], ['LOGGING_LEVEL_ORG_HIBERNATE_SQL', 'debug'])],
      says: 'LOGGING_LEVEL_ROOT is "WARNING", and Spring reads trace or debug or info or warn or error or fatal or off or false there',
    },
    'a size of Kubernetes': {
      given: [env(['SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE', '10Mi'])],
      says: 'SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE is "10Mi", and Spring reads a size (10MB) there',
      fix: 'Write 10MB.',
    },
    'two units': {
      given: [env(['SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE', '1m30s'])],
      says: 'SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE is "1m30s", and Spring reads one number with one unit (90s) there',
    },
    'a word of its own': {
      given: [env(['SERVER_SHUTDOWN', 'graceful-shutdown'])],
      says: 'SERVER_SHUTDOWN is "graceful-shutdown", and Spring reads graceful or immediate there',
    },
    'more kept than there are': {
      given: [env([`${POOL}_MINIMUM_IDLE`, '20'])],
      says: 'SPRING_DATASOURCE_HIKARI_MINIMUM_IDLE is 20, and the pool has 10 connections at most, the default',
    },
    'a file of YAML': {
      given: file('application-prod.yml', 'spring:\n  datasource:\n    hikari:\n      keepalive-time: 300000\n      maxLifetime: 240000\n'),
      says: 'spring.datasource.hikari.keepalive-time is 300000, and a connection lives 240000 ms',
    },
    'a file of properties': {
      given: file('application.properties', '# pool\nspring.datasource.hikari.maximum-pool-size = 0\n'),
      says: 'spring.datasource.hikari.maximum-pool-size is 0, and the least is 1',
    },
  },
});

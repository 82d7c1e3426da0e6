import { deployment, kube, ruleCases } from '../../testing.ts';
import { springFilesRead } from './spring-files-read.ts';

const app = (keys: readonly string[], env: Record<string, string> = {}, mount: object = { mountPath: '/app/config' }) => [
  deployment({
    container: {
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
      volumeMounts: [{ name: 'settings', ...mount }],
    },
    pod: { volumes: [{ name: 'settings', configMap: { name: 'settings' } }] },
  }),
  kube('v1/ConfigMap', { name: 'settings' }, { data: Object.fromEntries(keys.map((key) => [key, 'server: { port: 8080 }\n'])) }),
];
const ACTIVE = 'SPRING_PROFILES_ACTIVE';
const PLACE = 'SPRING_CONFIG_ADDITIONAL_LOCATION';

ruleCases(springFilesRead, {
  accepts: {
    'the file of the active profile': app(['application.yml', 'application-prod.yml'], { [ACTIVE]: 'prod' }),
    'files of all profiles': app(['application-prod.yml', 'application-dev.yml'], { [ACTIVE]: 'prod' }),
    'a file of all profiles alone': app(['application.yml'], { [ACTIVE]: 'prod' }),
    'a group of profiles': app(['application-mysql.yml'], { [ACTIVE]: 'prod', SPRING_PROFILES_GROUP_PROD: 'mysql' }),
    'a profile that is filled in later': app(['application-prod.yml'], { [ACTIVE]: '${STAGE}' }),
    'the place where it is mounted': app(['application.yml'], { [PLACE]: 'file:/app/config/' }),
    'a folder above it': app(['application.yml'], { [PLACE]: 'optional:file:/app/,file:/app/config/*/' }),
    'a ConfigMap of something else': app(['nginx.conf'], { [PLACE]: 'file:/config/' }),
  },
  refuses: {
    'a profile by its long name': {
      given: app(['application-production.yml'], { [ACTIVE]: 'prod' }),
      says: 'SPRING_PROFILES_ACTIVE is prod, and the file that is mounted at /app/config is application-production.yml, of profile production',
      fix: 'Write production, or call the file application-prod.yml.',
    },
    'a place where nothing is mounted': {
      given: app(['application.yml'], { [PLACE]: 'file:/config/' }),
      says: 'SPRING_CONFIG_ADDITIONAL_LOCATION is file:/config/, where nothing is mounted; application.yml is mounted at /app/config',
    },
    'one file, mounted elsewhere': {
      given: app(
        ['application.properties'],
        { SPRING_CONFIG_LOCATION: '/etc/app/' },
        { mountPath: '/opt/application.properties', subPath: 'application.properties' },
      ),
      says: 'SPRING_CONFIG_LOCATION is /etc/app/, where nothing is mounted; application.properties is mounted at /opt',
    },
  },
});

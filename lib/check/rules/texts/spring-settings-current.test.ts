import { deployment, ruleCases } from '../../testing.ts';
import { springSettingsCurrent } from './spring-settings-current.ts';

const env = (...names: readonly string[]) => deployment({ container: { env: names.map((name) => ({ name, value: 'x' })) } });

ruleCases(springSettingsCurrent, {
  accepts: {
    'names of today': [env('SPRING_DATA_REDIS_HOST', 'SPRING_SQL_INIT_MODE', 'SERVER_TOMCAT_THREADS_MAX')],
    'both names': [env('SPRING_REDIS_HOST', 'SPRING_DATA_REDIS_HOST')],
    'a variable of another program': [env('REDIS_HOST', 'SPRING_PROFILES_ACTIVE')],
  },
  refuses: {
    'a name of version 2': {
      given: [env('SPRING_REDIS_HOST', 'SPRING_REDIS_PORT')],
      says: 'SPRING_REDIS_HOST is read by Spring Boot before 3.0; since then it is spring.data.redis',
      fix: 'Write SPRING_DATA_REDIS with what follows, unless the image is that old.',
    },
    'a name of version 1': {
      given: [env('SERVER_CONTEXT_PATH')],
      says: 'SERVER_CONTEXT_PATH is read by Spring Boot before 2.0; since then it is server.servlet.context-path',
    },
  },
});

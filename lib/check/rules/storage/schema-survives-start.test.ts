import { deployment, kube, ruleCases } from '../../testing.ts';
import { schemaSurvivesStart } from './schema-survives-start.ts';

const pod = (value: string, url = 'jdbc:mysql://db:3306/board') =>
  deployment({
    namespace: 'blog',
    container: {
      env: [
        { name: 'SPRING_DATASOURCE_URL', value: url },
        { name: 'SPRING_JPA_HIBERNATE_DDL_AUTO', value },
      ],
    },
  });
const config = (key: string, text: string) => kube('v1/ConfigMap', { name: 'app', namespace: 'blog' }, { data: { [key]: text } });

ruleCases(schemaSurvivesStart, {
  accepts: {
    'tables that are kept up': [pod('update'), pod('validate')],
    'a database in memory': [pod('create-drop', 'jdbc:h2:mem:board')],
    'a profile for tests': [config('application-test.yml', 'spring:\n  jpa:\n    hibernate:\n      ddl-auto: create\n')],
    'a comment': [config('application.yml', 'spring:\n  # ddl-auto: create\n  jpa: {}\n')],
  },
  refuses: {
    'a variable': {
      given: [pod('create')],
      says: 'SPRING_JPA_HIBERNATE_DDL_AUTO is create: the program drops its tables and makes them anew when it starts',
    },
    'a file': {
      given: [config('application.yml', 'spring:\n  jpa:\n    hibernate:\n      ddl-auto: create-drop\n')],
      says: 'application.yml says create-drop: the program drops its tables and makes them anew when it starts',
    },
  },
});

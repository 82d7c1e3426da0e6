import { deployment, ruleCases, service } from '../../testing.ts';
import { jdbcLogInPossible } from './jdbc-log-in-possible.ts';

const door = service({ name: 'mysql', selector: { app: 'mysql' }, ports: [{ port: 3306 }] });
const server = (container: object = {}) =>
  deployment({
    name: 'mysql',
    labels: { app: 'mysql' },
    container: { image: 'mysql:8.0', ports: [{ containerPort: 3306 }], ...container },
  });
const app = (value: string) => deployment({ container: { env: [{ name: 'SPRING_DATASOURCE_URL', value }] } });
const URL = 'jdbc:mysql://mysql:3306/shop';

ruleCases(jdbcLogInPossible, {
  accepts: {
    'TLS as the driver takes it': [door, server(), app(`${URL}?serverTimezone=UTC`)],
    'the key may be asked for': [door, server(), app(`${URL}?useSSL=false&allowPublicKeyRetrieval=true`)],
    'a server of version 5': [door, server({ image: 'mysql:5.7' }), app(`${URL}?useSSL=false`)],
    MariaDB: [door, server({ image: 'mariadb:11.4' }), app(`${URL}?useSSL=false`)],
    'passwords of the kind before': [
      door,
      server({ args: ['--default-authentication-plugin=mysql_native_password'] }),
      app(`${URL}?useSSL=false`),
    ],
    'another driver': [door, server(), app('jdbc:mariadb://mysql:3306/shop?useSSL=false')],
    'a server elsewhere': [app('jdbc:mysql://db.example.com:3306/shop?useSSL=false')],
  },
  refuses: {
    'TLS switched off': {
      given: [door, server(), app(`${URL}?useSSL=false&serverTimezone=Asia/Seoul`)],
      says: 'SPRING_DATASOURCE_URL has useSSL=false and no allowPublicKeyRetrieval=true, and users of MySQL 8 have passwords by caching_sha2_password',
      fix: 'Leave useSSL=false out (the driver takes TLS where the server has it), or add allowPublicKeyRetrieval=true.',
    },
    'TLS switched off by its other word': {
      given: [door, server({ image: 'mysql:8.4.3' }), app(`${URL}?sslMode=DISABLED`)],
      says: 'SPRING_DATASOURCE_URL has sslMode=DISABLED and no allowPublicKeyRetrieval=true, and users of MySQL 8 have passwords by caching_sha2_password',
    },
  },
});

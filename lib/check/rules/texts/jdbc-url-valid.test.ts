import { deployment, ruleCases } from '../../testing.ts';
import { jdbcUrlValid } from './jdbc-url-valid.ts';

const app = (value: string) => deployment({ container: { env: [{ name: 'SPRING_DATASOURCE_URL', value }] } });
const URL = 'SPRING_DATASOURCE_URL';

ruleCases(jdbcUrlValid, {
  accepts: {
    'addresses as drivers take them': [
      app('jdbc:mysql://mysql:3306/shop?useSSL=false&characterEncoding=UTF-8'),
      app('jdbc:postgresql://db/shop?sslmode=disable'),
      app('jdbc:mysql:loadbalance://a,b/shop'),
      app('jdbc:h2:mem:test;MODE=MySQL'),
      app('jdbc:oracle:thin:@db:1521/x'),
    ],
    'what is filled in later': [app('${DB_URL}'), app('jdbc:mysql://${DB_HOST}/shop')],
  },
  refuses: {
    'a colon too few': {
      given: [app('jdbc:mysql//mysql:3306/shop')],
      says: `${URL} has no :// behind jdbc:mysql`,
      fix: 'Write jdbc:mysql://HOST:PORT/DATABASE.',
    },
    'the address of another client': {
      given: [app('postgres://db/shop')],
      says: `${URL} does not begin with jdbc: and the name of a driver`,
      fix: 'Write jdbc:postgresql://….',
    },
    'an encoding of the database': {
      given: [app('jdbc:mysql://mysql:3306/shop?characterEncoding=utf8mb4')],
      says: `${URL} has characterEncoding=utf8mb4, a name of MySQL and none of Java ("Unsupported character encoding")`,
    },
    'signs of XML': {
      given: [app('jdbc:mysql://mysql/shop?useSSL=false&amp;serverTimezone=UTC')],
      says: `${URL} has &amp; between its options, as it is written in XML`,
    },
    'two questions': { given: [app('jdbc:mysql://mysql/shop?a=b?c=d')], says: `${URL} has a second "?" among its options` },
    'no question': {
      given: [app('jdbc:mysql://mysql/shop&useSSL=false')],
      says: `${URL} has options behind "&", and no "?" before the first`,
    },
  },
});

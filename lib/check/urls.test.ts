import { urlsIn } from './urls.ts';

test.each([
  [
    'jdbc:mysql://mysql-service:3306/boarddb?useSSL=false',
    [{ text: 'jdbc:mysql://mysql-service:3306', scheme: 'jdbc:mysql', host: 'mysql-service', port: 3306 }],
  ],
  ['proxy_pass http://was-service:8080;', [{ text: 'http://was-service:8080', scheme: 'http', host: 'was-service', port: 8080 }]],
  [
    'http://a.b.svc/x and https://c.d',
    [
      { text: 'http://a.b.svc', scheme: 'http', host: 'a.b.svc', port: 80 },
      { text: 'https://c.d', scheme: 'https', host: 'c.d', port: 443 },
    ],
  ],
  ['amqp://user:$(PASSWORD)@queue:5672', [{ text: 'amqp://user:$(PASSWORD)@queue:5672', scheme: 'amqp', host: 'queue', port: 5672 }]],
  ['s3://backup/x, file:///etc, git@host:x', []],
  ['http://$host:8080, http://web-${ENV}/, http://{{ name }}/', []],
])('reads %s', (content, urls) => {
  expect(urlsIn(content)).toEqual(urls);
});

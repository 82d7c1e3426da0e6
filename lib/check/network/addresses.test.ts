import { addresses } from './addresses.ts';

test.each([
  ['was-service:8080', ['was-service:8080']],
  ['http://was:8080/api and http://was:8080/auth', ['was:8080']],
  ['http://was/api', ['was:80']],
  ['https://was.blog.svc.cluster.local', ['was.blog.svc.cluster.local:443']],
  ['exporter:secret@(mysql:3306)/', ['mysql:3306']],
  ['jdbc:mysql://mysql:3306/board', ['mysql:3306']],
  ['redis:7.2, 12:30:15, 10.0.0.1:80, ghcr.io/acme/web:1.2', ['12:30', '10.0.0.1:80']],
])('%s', (content, expected) => {
  expect([...addresses(content)].map(({ host, port }) => `${host}:${port}`)).toEqual(expected);
});

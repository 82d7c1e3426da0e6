import fc from 'fast-check';
import { directivesNamed, inherited, parseNginx } from './nginx.ts';

const text = `upstream was { server was-service:8080; } # backend
server {
  listen 80 default_server;
  proxy_http_version 1.1;
  location ~ "^/a{1,2};$" { return 200 'ok; {}'; }
  location /api {
    proxy_pass http://was;
    proxy_set_header Host \${HOST};
  }
}`;

test('reads blocks, quotes, comments and variables', () => {
  const { directives, problem } = parseNginx(text);

  expect(problem).toBeUndefined();
  expect(directives.map(({ name, args, line }) => [name, args, line])).toEqual([
    ['upstream', ['was'], 1],
    ['server', [], 2],
  ]);
  expect([...directivesNamed(directives, 'location')].map(({ directive }) => directive.args)).toEqual([['~', '^/a{1,2};$'], ['/api']]);
});

test('knows what a location takes from the blocks around it', () => {
  const { directives } = parseNginx(text);
  const [pass] = [...directivesNamed(directives, 'proxy_pass')];

  const version = inherited(directives, pass?.around ?? [], 'proxy_http_version');

  expect(version.map(({ args }) => args)).toEqual([['1.1']]);
});

test.each([
  ['server {\n  listen 80;\n', { what: 'the block "server" is never closed', line: 1 }],
  ['server { listen 80; } }', { what: 'one "}" is too many', line: 1 }],
  ['server {\n  listen 80\n  server_name a;\n}', { what: 'the directive "listen" has no ";" at its end', line: 2 }],
  ['server {\n  return 200 "ok;\n}', { what: 'the quote " is never closed', line: 2 }],
  ['server { proxy_pass http://a }', { what: 'the directive "proxy_pass" has no ";" at its end', line: 1 }],
])('says what is wrong with %j', (config, problem) => {
  expect(parseNginx(config).problem).toEqual(problem);
});

test('never throws', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (config) => parseNginx(config).directives.length >= 0));
});

import { made, the } from './testing.ts';

// What seed 002 asks of nginx, read from the file that it gets.

const { default: servers } = parsed();

function parsed(): { default: string[] } {
  const text = (the(made(), 'ConfigMap', 'web-nginx-config')['data'] as Record<string, string>)['default.conf'] ?? '';
  const blocks = text.split(/^}\n+/m).filter((block) => block.trim() !== '');
  return { default: blocks };
}

/** The lines of one location of a server, without indentation. */
function location(server: string | undefined, path: string): string[] {
  const lines = (server ?? '').split('\n').map((line) => line.trim());
  const start = lines.indexOf(`location ${path} {`);
  return start === -1 ? [] : lines.slice(start + 1, lines.indexOf('}', start));
}

const [site, metrics] = servers;

test('there is the site, and a second server for the metrics', () => {
  expect(servers).toHaveLength(2);
  expect(site).toMatch(/listen 80 default_server;/);
  expect(site).toMatch(/root \/var\/www\/blog;/);
});

test.each([
  ['/', ['try_files $uri $uri/ =404;']],
  ['= /health', ['access_log off;', 'default_type text/plain;', 'return 200 "ok\\n";']],
])('location %s', (path, expected) => {
  expect(location(site, path)).toEqual(expected);
});

test('the API is called as the mesh needs it: HTTP/1.1, and under a name that it knows', () => {
  const lines = location(site, '~ ^/api(/|$)');

  expect(lines.slice(0, 4)).toEqual([
    'proxy_pass http://was-service:8080;',
    'proxy_http_version 1.1;',
    'proxy_set_header Connection "";',
    'proxy_set_header Host was-service;',
  ]);
});

test('the status page answers callers inside the namespace only', () => {
  expect(location(site, '= /stub_status')).toEqual([]);
  expect(metrics).toMatch(/server_name web-service;/);
  expect(location(metrics, '= /stub_status')).toEqual(['access_log off;', 'stub_status;']);
  expect(location(metrics, '/')).toEqual(['return 404;']);
});

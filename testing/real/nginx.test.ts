import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { made, the } from '../../charts/testing.ts';
import { program } from '../program.ts';
import { describeWith, freePort, until } from './programs.ts';

// The file that nginx gets in the cluster, read by a real nginx in front of a stub of the API.

const nginx = program('nginx');
const PUBLIC = 'blog.jiminhome.shop';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
}

describeWith({ nginx }, 'web-nginx-config in nginx', () => {
  jest.setTimeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-nginx-'));
  const seen: { method: string; url: string; version: string; headers: IncomingHttpHeaders; body: string }[] = [];
  let port = 0;
  let api: Server;
  let server: ChildProcess;
  let complaints = '';

  beforeAll(async () => {
    port = await freePort();
    api = createServer((asked, answer) => {
      let body = '';
      asked.on('data', (chunk: Buffer) => (body += chunk.toString()));
      asked.on('end', () => {
        seen.push({ method: asked.method ?? '', url: asked.url ?? '', version: asked.httpVersion, headers: asked.headers, body });
        answer.writeHead(asked.url === '/api/none' ? 404 : 200, { 'content-type': 'application/json' }).end('{"from":"api"}');
      });
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const main = write(folder, port, (api.address() as { port: number }).port);
    server = spawn(nginx ?? '', ['-p', folder, '-e', 'stderr', '-c', main], { stdio: ['ignore', 'ignore', 'pipe'] });
    server.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    await until('nginx answers', 30, async () => {
      if (server.exitCode !== null) throw new Error(complaints);
      return (await ask('/health').catch(() => undefined)) !== undefined;
    });
  });

  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    await new Promise((resolve) => api.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => void seen.splice(0));

  function ask(path: string, { host = PUBLIC, method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, method, headers: { host, ...headers }, agent: false }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text, location: answer.headers.location }));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  test('nginx takes the file without a warning', () => {
    const said = execFileSync(nginx ?? '', ['-p', folder, '-e', 'stderr', '-t', '-q', '-c', join(folder, 'nginx.conf')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

    expect(said).toBe('');
    expect(complaints).toBe('');
  });

  test.each([
    ['the kubelet asks for its health by address', '/health', '10.0.0.7:80', { status: 200, body: 'ok\n' }],
    ['the front page', '/', PUBLIC, { status: 200, body: '<h1>front</h1>' }],
    ['a page of its own folder', '/posts/', PUBLIC, { status: 200, body: '<h1>posts</h1>' }],
    ['a page that does not exist', '/nothing', PUBLIC, { status: 404, body: '<h1>lost</h1>' }],
    ['a page that only begins like the API', '/apidocs', PUBLIC, { status: 404, body: '<h1>lost</h1>' }],
    ['a path that leaves the site', '/../nginx.conf', PUBLIC, { status: 400, body: expect.stringContaining('400 Bad Request') }],
  ])('%s', async (_, path, host, expected) => {
    const answer = await ask(path, { host });

    expect(answer).toEqual({ ...expected, location: undefined });
    expect(seen).toEqual([]);
  });

  test('the API is asked by HTTP/1.1, under the name that the mesh knows, and hears who asked', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', 'content-type': 'application/json' };

    const answer = await ask('/api/comments?page=2', { method: 'POST', headers, body: '{"text":"hello"}' });

    expect(answer).toEqual({ status: 200, body: '{"from":"api"}', location: undefined });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/api/comments?page=2',
        version: '1.1',
        body: '{"text":"hello"}',
        headers: {
          host: 'was-service',
          'x-real-ip': '127.0.0.1',
          'x-forwarded-for': '203.0.113.9, 127.0.0.1',
          'x-forwarded-proto': 'https',
          'content-length': '16',
          'content-type': 'application/json',
        },
      },
    ]);
  });

  test.each(['/api', '/api?page=2', '/api/', '/api/comments'])('%s is the API', async (path) => {
    const answer = await ask(path);

    expect(answer.body).toBe('{"from":"api"}');
    expect(seen.map(({ url }) => url)).toEqual([path]);
  });

  test('what the API does not find is said in its own words', async () => {
    const answer = await ask('/api/none');

    expect(answer).toEqual({ status: 404, body: '{"from":"api"}', location: undefined });
  });

  test.each(['web-service', 'web-service:80'])('the exporter reads the status page as %s', async (host) => {
    const answer = await ask('/stub_status', { host });

    expect(answer).toEqual({ status: 200, body: expect.stringMatching(/^Active connections: \d+ \n/), location: undefined });
  });

  test.each([PUBLIC, '10.0.0.7', 'nginx'])('nobody reads it as %s', async (host) => {
    const answer = await ask('/stub_status', { host });

    expect(answer).toEqual({ status: 404, body: '<h1>lost</h1>', location: undefined });
  });

  test('the name of the Service leads to the status page and to nothing else', async () => {
    const answers = await Promise.all(['/', '/api/comments', '/posts/'].map((path) => ask(path, { host: 'web-service' })));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(seen).toEqual([]);
  });
});

/** The site and a main file around the configuration; of that, only the addresses and the folder are those of this machine. */
function write(folder: string, port: number, apiPort: number): string {
  const root = join(folder, 'site');
  mkdirSync(join(root, 'posts'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<h1>front</h1>');
  writeFileSync(join(root, '404.html'), '<h1>lost</h1>');
  writeFileSync(join(root, 'posts/index.html'), '<h1>posts</h1>');

  const config = (the(made(), 'ConfigMap', 'web-nginx-config')['data'] as Record<string, string>)['default.conf'] ?? '';
  const local = [
    ['listen 80', `listen 127.0.0.1:${port}`],
    ['root /var/www/blog;', `root ${root};`],
    ['proxy_pass http://was-service:8080;', `proxy_pass http://127.0.0.1:${apiPort};`],
  ] as const;
  for (const [there] of local) if (!config.includes(there)) throw new Error(`the configuration has no "${there}"`);
  writeFileSync(
    join(folder, 'default.conf'),
    local.reduce((text, [there, here]) => text.replaceAll(there, here), config),
  );

  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`);
  const main = join(folder, 'nginx.conf');
  writeFileSync(
    main,
    [
      'daemon off;',
      ...(process.getuid?.() === 0 ? ['user root;'] : []), // the site lies in a folder of the caller
      `pid ${join(folder, 'pid')};`,
      'error_log stderr warn;',
      'events {}',
      `http { access_log off; ${scratch.join(' ')} include ${join(folder, 'default.conf')}; }`,
    ].join('\n'),
  );
  return main;
}

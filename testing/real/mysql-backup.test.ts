import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { made, the } from '../../charts/testing.ts';
import { MYSQL, MysqlServer } from './mysql-server.ts';
import { describeWith } from './programs.ts';

// The command lines of the CronJob, as they are in the output, against a real server and a bucket that is a folder.

const SCHEMA = `
CREATE DATABASE boarddb CHARACTER SET utf8mb4;
USE boarddb;
CREATE TABLE post (id INT PRIMARY KEY, text VARCHAR(200), bytes BLOB);
CREATE TABLE seen (id INT PRIMARY KEY AUTO_INCREMENT, post INT);
CREATE TRIGGER seen_too AFTER INSERT ON post FOR EACH ROW INSERT INTO seen (post) VALUES (NEW.id);
CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DO DELETE FROM seen WHERE id < 0;
INSERT INTO post SELECT seq, CONCAT('Beitrag ''', seq, ''' — 글'), UNHEX(SHA1(seq)) FROM seq_1_to_2000;
`;
const EVERYTHING = `
SELECT COUNT(*), MD5(GROUP_CONCAT(id, text, HEX(bytes) ORDER BY id)) FROM boarddb.post;
SELECT COUNT(*), SUM(post) FROM boarddb.seen;
SELECT boarddb.twice(21);
SELECT event_name FROM information_schema.events WHERE event_schema = 'boarddb';
`;

describeWith(MYSQL, 'mysql-backup against a real server', () => {
  jest.setTimeout(120_000);
  const { template } = the(made(), 'CronJob', 'mysql-backup')['spec'].jobTemplate.spec;
  const [dumpStep] = template.spec.initContainers as { command: string[] }[];
  const [uploadStep] = template.spec.containers as { command: string[] }[];
  let server: MysqlServer;
  let folder = '';

  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    server = await MysqlServer.start();
    stop = () => server.stop();
    server.query(`SET SESSION group_concat_max_len = 10000000; ${SCHEMA}`);
  });

  afterAll(() => stop());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-backup-'));
    for (const name of ['backup', 'bucket', 'bin']) mkdirSync(join(folder, name));
    put('mysqldump', here());
    put('aws', BUCKET_IS_A_FOLDER);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The real program at the server of this test, which has another address than the one in the cluster. */
  function here(then = ''): string {
    return [
      'args=()',
      'for arg in "$@"; do',
      `  case $arg in --host=mysql-service) arg=--host=127.0.0.1 ;; --port=3306) arg=--port=${server.port} ;; esac`,
      '  args+=("$arg")',
      'done',
      `"${MYSQL.mysqldump ?? ''}" "\${args[@]}"${then}`,
    ].join('\n');
  }

  function put(name: string, script: string): void {
    writeFileSync(join(folder, 'bin', name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  }

  /** A step as the container runs it; its folder is the one of this test. */
  function run(
    step: { readonly command: readonly string[] } | undefined,
    env: Readonly<Record<string, string>> = {},
  ): { status: number | null; stderr: string } {
    const [file = '', ...args] = (step?.command ?? []).map((part) => part.replaceAll('/backup', join(folder, 'backup')));
    return spawnSync(file, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'], // bash takes a socket on its input for a remote shell, and reads start-up files
      env: {
        PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        BUCKET: join(folder, 'bucket'),
        MYSQL_PWD: server.password,
        ...env,
      },
    });
  }

  /** What a bucket has after a Job: the upload runs only when the dump ended well. */
  function job(env: Readonly<Record<string, string>> = {}): {
    readonly status: number | null;
    readonly said: string;
    readonly bucket: readonly string[];
  } {
    const dump = run(dumpStep, env);
    const last = dump.status === 0 ? run(uploadStep) : dump;
    return { status: last.status, said: last.stderr, bucket: readdirSync(join(folder, 'bucket')) };
  }

  test('a whole dump arrives in the bucket, and restores', () => {
    const before = server.query(EVERYTHING);

    const { status, said, bucket } = job();
    const dump = gunzipSync(readFileSync(join(folder, 'bucket', bucket[0] ?? '')));
    server.query('DROP DATABASE boarddb');
    server.query(dump);

    expect({ status, said, bucket }).toEqual({
      status: 0,
      said: '',
      bucket: [expect.stringMatching(/^mysql-backup-\d{8}-\d{6}\.sql\.gz$/)],
    });
    expect(server.query(EVERYTHING)).toBe(before);
    expect(before).toMatch(/^2000\t\w{32}\n2000\t2001000\n42\ntidy\n$/);
  });

  test.each([
    ['the password is wrong', 'real', { MYSQL_PWD: 'another' }, /Access denied/],
    ['the server is gone after half of the dump', 'real | head -c 5000; exit 2', {}, /^mysqldump: Got errno 32 on write\n$/],
    ['the dump is cut off, and nobody says so', 'real | head -c 5000; exit 0', {}, /\nthe dump ends with: \S/],
    ['nothing is dumped, and nobody says so', 'exit 0', {}, /^the dump ends with: \n$/],
  ])('%s: the Job fails and nothing is uploaded', (_, script, env, words) => {
    put('mysqldump', script.startsWith('real') ? here(script.slice('real'.length)) : script);

    const { status, said, bucket } = job(env);

    expect({ failed: status !== 0, bucket }).toEqual({ failed: true, bucket: [] });
    expect(said).toMatch(words);
  });

  test('the disk is full: the Job fails and nothing is uploaded', () => {
    put('gzip', 'head -c 100; echo "gzip: No space left on device" >&2; exit 1');

    const { status, said, bucket } = job();

    expect({ failed: status !== 0, bucket }).toEqual({ failed: true, bucket: [] });
    expect(said).toMatch(/No space left/);
  });

  test('even an upload after a failed dump would take nothing', () => {
    put('mysqldump', here(' | head -c 5000; exit 2'));

    const [dump, upload] = [run(dumpStep), run(uploadStep)];

    expect([dump.status, upload.status]).toEqual([2, 0]);
    expect(readdirSync(join(folder, 'backup'))).toEqual([expect.stringMatching(/\.sql\.gz\.part$/)]);
    expect(readdirSync(join(folder, 'bucket'))).toEqual([]);
  });

  test('a bucket that refuses fails the Job', () => {
    put('aws', 'echo "upload failed: Access Denied" >&2; exit 1');

    const { status, said } = job();

    expect({ status, said }).toEqual({ status: 1, said: 'upload failed: Access Denied\n' });
  });
});

/** `aws s3 cp FOLDER s3://… --recursive --exclude … --include …`, the later filter wins, into the folder $BUCKET. */
const BUCKET_IS_A_FOLDER = `
[[ "$1 $2" == 's3 cp' && $4 == s3://*/ ]] || { echo "unknown call: $*" >&2; exit 252; }
from=$3; shift 4
for file in "$from"/*; do
  name=\${file##*/}; take=yes
  for ((i = 1; i <= $#; i++)); do
    next=$((i + 1))
    case \${!i} in
      --recursive | --no-progress) ;;
      --exclude) [[ $name == \${!next} ]] && take=no; i=$next ;;
      --include) [[ $name == \${!next} ]] && take=yes; i=$next ;;
      *) echo "unknown option: \${!i}" >&2; exit 252 ;;
    esac
  done
  if [[ $take == yes ]]; then cp "$file" "$BUCKET/$name"; fi
done
`;

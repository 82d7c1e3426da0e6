import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../program.ts';
import { freePort, until } from './programs.ts';

/** What it takes to run a MySQL-speaking server and talk to it; Debian's package `mariadb-server` has all of them. */
export const MYSQL = {
  mariadbd: program('mariadbd', 'mysqld'),
  'mariadb-install-db': program('mariadb-install-db', 'mysql_install_db'),
  mariadb: program('mariadb', 'mysql'),
  mysqldump: program('mysqldump', 'mariadb-dump'),
} as const;

/** A server of its own folder and port, with a root whose password is known. */
export class MysqlServer {
  private constructor(
    private readonly folder: string,
    private readonly server: ChildProcess,
    readonly port: number,
    readonly password: string,
  ) {}

  static async start(): Promise<MysqlServer> {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-mysql-'));
    const password = 'root of this test';
    const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
    const data = `--datadir=${join(folder, 'data')}`;
    execFileSync(
      MYSQL['mariadb-install-db'] ?? '',
      ['--no-defaults', data, '--skip-test-db', '--auth-root-authentication-method=normal', ...asRoot],
      {
        stdio: 'ignore',
      },
    );
    const init = join(folder, 'init.sql');
    writeFileSync(
      init,
      `CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;\n`,
    );
    const port = await freePort();
    const where = [
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
    ];
    const server = spawn(MYSQL.mariadbd ?? '', ['--no-defaults', data, ...where, `--init-file=${init}`, ...asRoot], { stdio: 'ignore' });
    const started = new MysqlServer(folder, server, port, password);
    try {
      await until('the server takes connections', 60, () => {
        if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
        return started.client('SELECT 1').status === 0;
      });
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  /** What a statement answers, without headings; columns are separated by tabs. @throws Error when it fails. */
  query(sql: string | Buffer): string {
    const { status, stdout, stderr } = this.client(sql);
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    if (this.server.exitCode === null && this.server.kill('SIGTERM')) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private client(sql: string | Buffer): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const args = ['--no-defaults', '--host=127.0.0.1', `--port=${this.port}`, '--user=root', '--batch', '--skip-column-names'];
    return spawnSync(MYSQL.mariadb ?? '', args, {
      input: sql,
      encoding: 'utf8',
      env: { ...process.env, MYSQL_PWD: this.password },
      maxBuffer: 1 << 26,
    });
  }
}

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { main } from '../../cli/main.ts';

export const CHECKOUT = path.resolve(__dirname, '../..');

/** What a command said, and its exit code. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** No configuration of the person who runs the tests gets in; git knows no user. */
const BARE_ENV = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** A folder as a newcomer has it: the inventories, and nothing else. */
export class Workspace {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'slipway-'));

  constructor() {
    mkdirSync(this.path('clusters'));
    cpSync(path.join(CHECKOUT, 'clusters/homelab.yaml'), this.path('clusters/homelab.yaml'));
  }

  path(file: string): string {
    return path.join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** Replaces one piece of text in a file; it must be there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    this.write(file, text.replace(from, to));
  }

  /** Another cluster like the homelab, with a name and a network of its own. */
  addCluster(name: string): void {
    const network = `192.168.${readdirSync(this.path('clusters')).length + 1}.`;
    const like = this.read('clusters/homelab.yaml').replaceAll('192.168.1.', network);
    this.write(`clusters/${name}.yaml`, like.replace(/^name: homelab$/m, `name: ${name}`));
  }

  /** Runs a command in this process, in this folder, as without a terminal. */
  async run(...argv: string[]): Promise<Said> {
    let [out, err] = ['', ''];
    const stdout = { write: (text: string) => void (out += text) };
    const stderr = { write: (text: string) => void (err += text) };
    const before = process.cwd();
    process.chdir(this.folder);
    try {
      const code = await main(argv, { stdout, stderr, env: {} });
      return { code, out, err };
    } finally {
      process.chdir(before);
    }
  }

  /** Runs the installed program as a process of its own, in this folder. */
  spawn(argv: readonly string[], env: NodeJS.ProcessEnv = {}, program = path.join(CHECKOUT, 'bin/slipway.js')): Said {
    const options = { cwd: this.folder, encoding: 'utf8', env: { ...BARE_ENV, ...env } } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], options);
    return { code: status, out: stdout, err: stderr };
  }

  /** git in the target. */
  git(...args: string[]): string {
    return this.gitWith({}, '', ...args);
  }

  /** Commits an edit in the target by hand, as a person with a clone would. */
  editInTarget(file: string, text: string): void {
    const index = { GIT_INDEX_FILE: this.path('index') };
    const blob = this.gitWith(index, text, 'hash-object', '-w', '--stdin');
    this.gitWith(index, '', 'read-tree', 'main');
    this.gitWith(index, '', 'update-index', '--cacheinfo', `100644,${blob},${file}`);
    const tree = this.gitWith(index, '', 'write-tree');
    const commit = this.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit-tree', tree, '-p', 'main', '-m', 'by hand');
    this.git('update-ref', 'refs/heads/main', commit);
  }

  private gitWith(env: NodeJS.ProcessEnv, input: string, ...args: string[]): string {
    const all = ['--git-dir', this.path('.slipway/k8s-manifests.git'), ...args];
    return execFileSync('git', all, { encoding: 'utf8', env: { ...BARE_ENV, ...env }, input }).trim();
  }

  /** Every file below a folder and its text; empty when the folder is not there. */
  files(folder: string): Readonly<Record<string, string>> {
    if (!existsSync(this.path(folder))) return {};
    const names = readdirSync(this.path(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.path(folder), path.join(entry.parentPath, entry.name)))
      .sort();
    return Object.fromEntries(names.map((name) => [name, this.read(path.join(folder, name))]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

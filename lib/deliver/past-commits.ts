import type { Git } from './git.ts';
import type { Refs } from './refs.ts';
import type { LoggedCommit, PastCommit, Snapshot, WantedCommit } from './target.ts';

/** Whatever the person's own configuration says about logs. */
const PLAIN_LOG = ['--no-show-signature', '--no-color', '--encoding=UTF-8'];

/** The commits of a repository on this machine that came before. */
export class PastCommits {
  constructor(
    private readonly git: Git,
    private readonly refs: Refs,
    private readonly snapshot: (commit: string) => Promise<Snapshot>,
  ) {}

  /** A commit at or below a tip; undefined if there is none whose id begins so. */
  async find(tip: string, id: string): Promise<PastCommit | undefined> {
    const commit = /^[0-9a-f]{4,64}$/.test(id) ? await this.refs.commitOf(id) : undefined;
    if (commit === undefined) return undefined;
    const { code } = await this.git.run(['merge-base', '--is-ancestor', commit, tip], { codes: [0, 1] });
    if (code !== 0) return undefined;
    const message = await this.git.text(['log', '-1', ...PLAIN_LOG, '--format=%B', commit]);
    return { message, snapshot: { ...(await this.snapshot(commit)), commit } };
  }

  /** The commits of ours at or below a tip that are wanted, newest first. */
  async deliveries(tip: string, limit: number | undefined, wanted: WantedCommit = () => true): Promise<readonly LoggedCommit[]> {
    // Mostly the newest are wanted; to read the changes of all takes its time.
    for (let count = limit ?? Number.POSITIVE_INFINITY; ; count *= 8) {
      const logged = await this.logged(tip, count);
      const found = logged.filter(wanted);
      if (logged.length < count || found.length >= (limit ?? 0)) return found.slice(0, limit);
    }
  }

  private async logged(tip: string, count: number): Promise<readonly LoggedCommit[]> {
    const only = ['--basic-regexp', '--grep=^Slipway-Version: ', ...(Number.isFinite(count) ? [`--max-count=${count}`] : [])];
    const shown = ['--first-parent', '-m', '--root', '-r', '--raw', '-z', '--no-abbrev', '--no-renames', ...PLAIN_LOG];
    const { out } = await this.git.run(['log', ...only, ...shown, '--format=%x01%H%x00%ct%x00%B%x00', tip]);
    // No message has a NUL, so nothing else looks like the beginning of a record.
    const records = out
      .toString('utf8')
      .split(/\x01(?=[0-9a-f]{40,64}\0\d+\0)/)
      .slice(1);
    return records.map(loggedCommit);
  }
}

function loggedCommit(record: string): LoggedCommit {
  const [id = '', seconds = '', message = ''] = record.split('\0', 3);
  const raw = record.slice(id.length + seconds.length + message.length + 3);
  const changes = [...raw.matchAll(/:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0([^\0]*)/g)].map(([, was = '', blob = '', path = '']) => ({
    path,
    was: /^0+$/.test(was) ? undefined : was,
    blob: /^0+$/.test(blob) ? undefined : blob,
  }));
  return { id, message, date: new Date(Number(seconds) * 1000).toISOString().replace('.000', ''), changes };
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The commit that a delivery was made from, or `uncommitted`: the folder is in no repository, or something in it is not committed. */
export async function sourceCommit(folder: string): Promise<string> {
  // A hook that calls us has variables that name another place.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  const git = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args], { env: { ...env, GIT_OPTIONAL_LOCKS: '0' } });
    return stdout.trim();
  };
  try {
    const [commit, changes] = await Promise.all([git('rev-parse', '--verify', 'HEAD'), git('status', '--porcelain')]);
    return changes === '' ? commit : 'uncommitted';
  } catch {
    // No repository, no commit or no git: the delivery itself says so where it matters.
    return 'uncommitted';
  }
}

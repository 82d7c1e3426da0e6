import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { nodePackageIn } from './node-packages.ts';

/** @see https://docs.npmjs.com/cli/commands */
const COMMANDS =
  'access add adduser audit bugs c cache ci clean-install completion config create dedupe deprecate diff dist-tag docs doctor edit exec explain explore find-dupes fund get help help-search hook i init install install-ci-test install-test isntall it link list ll login logout ls org outdated owner pack ping pkg prefix profile prune publish query rb rebuild repo restart rm root run run-script rum sbom search set shrinkwrap star stars start stop t team test token tst un uninstall unpublish unstar up update urn v version view whoami x'.split(
    ' ',
  );
/** What images start with. */
const USUAL = ['start', 'run', 'run-script', 'test', 'exec'];

/** Why `npm …` as the start of an image ends at once. */
export function npmFault(words: readonly string[], folder: string, own: string, world: World): Omit<Issue, 'path'> | undefined {
  const [program, ...rest] = words;
  const [command, script] = rest.filter((word) => !word.startsWith('-'));
  if (program !== 'npm' || command === undefined || /[$\s]/.test(command)) return undefined;
  const why = 'npm writes its help, or the scripts that there are, and ends: CrashLoopBackOff.';
  const near = COMMANDS.includes(command) ? undefined : nearName(command, USUAL);
  if (near !== undefined) return { message: `npm has no command "${command}"`, why, fix: `Did you mean "${near}"?` };
  const asked = command === 'start' ? 'start' : /^run(-script)?$/.test(command) ? script : undefined;
  // Another folder, or a package of a workspace, has scripts of its own.
  if (
    asked === undefined ||
    rest.some((word) => /^(-C|--prefix|-w|--workspaces?)\b/.test(word)) ||
    !/^\s*COPY\s+(?:--chown=\S+\s+)?(?:\.\/)?(?:package\S*\.json|\.)\s/im.test(own)
  )
    return undefined;
  const start = folder === '' ? '' : `${folder}/`;
  const scripts = nodePackageIn(folder, world)?.scripts ?? [];
  const hasServer = asked === 'start' && world.everywhere.files?.has(`${start}server.js`) === true;
  if (scripts.length === 0 || scripts.includes(asked) || hasServer) return undefined;
  const meant = nearName(asked, scripts);
  return {
    message: `npm is to run "${asked}", and package.json has no such script; it has ${[...scripts].sort().slice(0, 6).join(', ')}`,
    why,
    fix: meant === undefined ? 'Name a script of package.json, or add this one.' : `Did you mean "${meant}"?`,
  };
}

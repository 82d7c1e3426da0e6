import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { folderOf } from '../../folder.ts';
import { pathsOf } from '../../paths.ts';
import { text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { lockedBy, nodePackageIn } from '../../texts/node-packages.ts';
import { workingFolders } from '../../texts/working-folder.ts';
import type { World } from '../../world.ts';

/** Locks that actions/setup-node looks for, by the manager whose cache it keeps. */
const LOOKED_FOR: Readonly<Record<string, readonly string[]>> = { npm: ['npm', 'yarn'], pnpm: ['pnpm'], yarn: ['yarn'] };
/** Actions that bring no package manager. Others may. */
const BARE = /^(?:actions\/(?:checkout|cache|upload-artifact|download-artifact|setup-(?:node|python|go|java))|docker\/\S+)$/;
const PNPM_SETUP = 'pnpm/action-setup';

export const workflowPackageManager = defineRule({
  id: 'workflow-package-manager',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A job has the package manager of Node.js that it calls, in one version, and the lock that its cache and its install read.',
  source:
    'https://github.com/actions/setup-node#caching-global-packages-data; https://github.com/pnpm/action-setup#version; https://nodejs.org/api/corepack.html; https://docs.npmjs.com/cli/commands/npm-ci',
  *check(manifest, world) {
    if (world.everywhere.files === undefined) return;
    for (const job of jobsOf(manifest)) {
      if (!runsHere(job)) continue;
      for (const [index, step] of job.steps.entries()) {
        const issue = ofAction(step, job.steps.slice(0, index), world);
        if (issue !== undefined) yield issue;
      }
      const told = new Set<string>();
      for (const found of commandsOf(manifest, world)) {
        const index = job.steps.findIndex(({ path }) => found.path === `${path}.run`);
        if (index === -1) continue;
        const { name, words, tested } = found.command;
        const isInstall = name === 'npm' && /^(?:ci|clean-install)$/.test(words[1]?.text ?? '');
        if ((name !== 'pnpm' && name !== 'yarn' && !isInstall) || tested || told.has(name)) continue;
        if (words.some((word) => /^(?:-C|--dir|--cwd|--prefix)\b/.test(word.text))) continue;
        const folders = workingFolders(manifest, found, world);
        const [folder] = folders ?? [];
        if (folder === undefined || folders?.length !== 1) continue;
        const before = job.steps.slice(0, index);
        const issue = isInstall ? withoutLock(folder, world) : unserved(name, folder, before, job.steps[index]?.run ?? '', world);
        if (issue === undefined) continue;
        told.add(name);
        yield { path: found.path, ...issue };
      }
    }
  },
});

/** A job on a machine of GitHub with Ubuntu, with this repository where it is looked for. */
function runsHere({ fields, steps }: Job): boolean {
  if (!(text(fields['runs-on']) ?? '').startsWith('ubuntu-') || fields['container'] !== undefined) return false;
  const checkouts = steps.filter(({ action }) => action === 'actions/checkout');
  return checkouts.length > 0 && checkouts.every(({ inputs }) => inputs['path'] === undefined && inputs['repository'] === undefined);
}

function ofAction({ action, version = '', inputs, path }: Step, before: readonly Step[], world: World): Issue | undefined {
  const paths = pathsOf(world);
  if (action === PNPM_SETUP && /^v?[4-9]/.test(version) && inputs['package_json_file'] === undefined) {
    const own = nodePackageIn('', world);
    const given = textAt(inputs, 'version') ?? (typeof inputs['version'] === 'number' ? String(inputs['version']) : undefined);
    if (own?.manager === 'pnpm' && given !== undefined && given !== own.version && !given.includes('$')) {
      return {
        path: `${path}.with.version`,
        message: `${PNPM_SETUP} is given version ${given}, and package.json says pnpm@${own.version}`,
        why: 'The step ends with "Multiple versions of pnpm specified".',
        fix: 'Leave version out: the action reads packageManager.',
      };
    }
    if (own !== undefined && own.manager === undefined && inputs['version'] === undefined && !own.namesEngine) {
      return {
        path,
        message: `${PNPM_SETUP} is given no version, and package.json has no packageManager`,
        why: 'The step ends with "No pnpm version is specified".',
        fix: 'Write packageManager: "pnpm@…" into package.json, or version into the step.',
      };
    }
    return undefined;
  }
  if (action !== 'actions/setup-node') return undefined;
  const manager = textAt(inputs, 'cache') ?? '';
  const locks = LOOKED_FOR[manager];
  if (locks === undefined) return undefined;
  if (manager === 'pnpm' && before.every(bringsNothing)) {
    return {
      path: `${path}.with.cache`,
      message: 'the cache of pnpm is asked for before anything installs pnpm',
      why: 'The step asks pnpm for its folder, and ends with "Unable to locate executable file: pnpm".',
      fix: `Put ${PNPM_SETUP} in front of it.`,
    };
  }
  const elsewhere = [...paths].filter((each) => /(^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/.test(each));
  const isMade = before.some(
    ({ run, action: other }) => run !== undefined || (other !== undefined && !BARE.test(other) && other !== PNPM_SETUP),
  );
  if (inputs['cache-dependency-path'] !== undefined || elsewhere.length === 0 || isMade) return undefined;
  if (lockedBy('', world).some((each) => locks.includes(each))) return undefined;
  return {
    path: `${path}.with.cache`,
    message: `the cache of ${manager} needs a lock at the root of the repository, and the tree has ${elsewhere.slice(0, 3).join(', ')}`,
    why: 'The step ends with "Dependencies lock file is not found", whatever the working directory of the job.',
    fix: 'Name the lock in cache-dependency-path, and cache for the manager that writes it.',
  };
}

function withoutLock(folder: string, world: World): Omit<Issue, 'path'> | undefined {
  const locks = lockedBy(folder, world);
  const [other] = locks;
  if (nodePackageIn(folder, world) === undefined || other === undefined || locks.includes('npm')) return undefined;
  return {
    message: `npm ci reads package-lock.json, and the folder has the lock of ${locks.join(' and ')}`,
    why: 'It ends with "The `npm ci` command can only install with an existing package-lock.json".',
    fix: `Install with ${other}, or make the lock of npm and drop the other one.`,
  };
}

/** A machine of GitHub has npm and the first yarn. */
function unserved(name: string, folder: string, before: readonly Step[], run: string, world: World): Omit<Issue, 'path'> | undefined {
  if (!before.every(bringsNothing) || !isBareRun(run)) return undefined;
  if (name === 'pnpm') {
    return {
      message: 'the job calls pnpm, and no step installs it',
      why: 'The machines of GitHub have npm and yarn: the step ends with "pnpm: command not found", exit code 127.',
      fix: `Put ${PNPM_SETUP} in front of it, or corepack enable.`,
    };
  }
  const [own] = [folder, ''].flatMap((each) => nodePackageIn(each, world) ?? []);
  if (own?.manager !== 'yarn' || !/^([2-9]|\d\d)/.test(own.version)) return undefined;
  const above = new Set([folder, folderOf({ file: folder }), '']);
  if ([...above].some((each) => pathsOf(world).has(each === '' ? '.yarn/releases' : `${each}/.yarn/releases`))) return undefined;
  return {
    message: `package.json asks for yarn ${own.version}, and the job calls the yarn of the machine`,
    why: `That is the first yarn: it ends with "This project's package.json defines packageManager … However the current global version of Yarn is 1.22".`,
    fix: 'Call corepack enable first, or commit the release below .yarn/releases.',
  };
}

/** Whether a step brings no package manager with it. */
function bringsNothing({ action, run }: Step): boolean {
  return run === undefined ? action === undefined || BARE.test(action) : isBareRun(run);
}

function isBareRun(run: string): boolean {
  return !/corepack|\b(?:npm|yarn)\s+(?:i|install|add|global)\s[^\n;&|]*(?:pnpm|yarn|corepack)|get\.pnpm\.io|\bmise\b|\bvolta\b|\bnix\b|\bdevbox\b|\basdf\b|\bapt(?:-get)?\b|\.sh\b|\bmake\b/.test(
    run,
  );
}

import { documentKind } from '../../document.ts';
import { folderOf, foldersAbove } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { bringsPath, copiedSources } from '../../texts/copied-sources.ts';
import { chainOf, stagesOf } from '../../texts/docker-stages.ts';
import { isThere, scriptFault, type Install } from '../../texts/install-scripts.ts';
import { lockedBy, LOCKS, nodePackageIn } from '../../texts/node-packages.ts';
import type { World } from '../../world.ts';

/** An install of what package.json asks for, not of a package that is named. */
const INSTALL =
  /(?:^|[;&|]\s*)(?:\w+=\S+\s+)*(npm\s+(?:ci|clean-install|install|i)|pnpm\s+(?:install|i)|yarn(?:\s+install)?)((?:\s+-\S+)*)\s*(?=$|[;&|])/;

export const nodePackagesInstall = defineRule({
  id: 'node-packages-install',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'What an image asks for with npm, pnpm or yarn can be installed from what has been copied by then, with programs that are there.',
  source:
    'https://docs.npmjs.com/cli/commands/npm-ci; https://docs.npmjs.com/cli/using-npm/scripts; https://pnpm.io/docker; https://typicode.github.io/husky/how-to.html#ci-server-and-docker',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (!isDockerfile(file) || world.everywhere.files === undefined) return;
    const folder = folderOf(manifest);
    const own = nodePackageIn(folder, world);
    // A workspace above is what the builder is given, then.
    const above = ['', ...foldersAbove(file)].filter((each) => each !== folder);
    if (own === undefined || own.isWorkspace || above.some((each) => nodePackageIn(each, world) !== undefined)) return;
    const stages = stagesOf(textAt(object, 'text') ?? '');
    for (const stage of stages) {
      // What another image of the tree has before it, nobody sees here.
      const chain = chainOf(stage, stages);
      const before = chain
        .slice(1)
        .reverse()
        .flatMap(({ lines }) => lines);
      for (const [index, { line, text }] of stage.lines.entries()) {
        const [, call = '', options = ''] = /^\s*RUN\s/i.test(text)
          ? (INSTALL.exec(text.replace(/^\s*RUN\s+(?:--\S+\s+)*/i, '')) ?? [])
          : [];
        if (call === '' || /--mount=\S*type=bind|\|\||\bcd\s/.test(text)) continue;
        const earlier = [...before, ...stage.lines.slice(0, index)].map((each) => each.text);
        const base = chain.at(-1)?.base ?? '';
        const issue = fault({ call, options, text, earlier, base, folder, own }, world);
        if (issue !== undefined) yield { path: `line ${line}`, ...issue };
        break;
      }
    }
  },
});

function fault(install: Install, world: World): Omit<Issue, 'path'> | undefined {
  const { call, text, earlier, base, folder, own } = install;
  const [manager = ''] = call.split(/\s/);
  const copied = copiedSources(earlier);
  // The file must come from this folder: a builder may be given one from above.
  if (copied === undefined || !bringsPath(copied, 'package.json')) return undefined;
  if (
    manager === 'pnpm' &&
    /^(?:docker\.io\/)?(?:library\/)?node:/.test(base) &&
    !earlier.some((each) => /corepack|\bpnpm\b|volta|\.tool-versions/.test(each) && !/^\s*(?:COPY|ENV)\s/i.test(each)) &&
    !/corepack|npm\s+(?:i|install|add)\s[^;&|]*pnpm|get\.pnpm\.io/.test(text)
  ) {
    return {
      message: `${base} has no pnpm, and nothing installs it before "${call}"`,
      why: 'The build ends with "pnpm: not found", exit code 127: the image brings npm and the first yarn alone.',
      fix: 'Write RUN corepack enable before it, with packageManager in package.json, or npm install -g pnpm@….',
    };
  }
  const locks = LOCKS[manager] ?? [];
  if (/^npm\s+(?:ci|clean-install)$/.test(call)) {
    const others = lockedBy(folder, world);
    if (others.length > 0 && !others.includes('npm')) {
      return {
        message: `"${call}" reads package-lock.json, and the folder has the lock of ${others.join(' and ')}`,
        why: 'The build ends with "The `npm ci` command can only install with an existing package-lock.json".',
        fix: `Install with ${others[0] ?? 'its own manager'}, or make the lock of npm and drop the other one.`,
      };
    }
    if (others.includes('npm') && !locks.some((each) => bringsPath(copied, each))) {
      return {
        message: `package-lock.json is not copied before "${call}"`,
        why: 'The build ends with "The `npm ci` command can only install with an existing package-lock.json".',
        fix: 'Write COPY package.json package-lock.json ./ above it.',
      };
    }
  }
  const patch = manager === 'pnpm' ? own.patches.find((each) => isThere(folder, each, world) && !bringsPath(copied, each)) : undefined;
  if (patch !== undefined) {
    return {
      message: `pnpm is to patch with ${patch}, which is not copied before "${call}"`,
      why: 'pnpm reads every patch that package.json names when it installs: the build ends with "ENOENT: no such file or directory".',
      fix: `Copy ${patch.split('/')[0] ?? patch} beside package.json, above the install.`,
    };
  }
  return scriptFault(install, copied, world);
}

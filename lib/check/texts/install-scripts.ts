import { pathFrom, pathsOf } from '../paths.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { bringsPath } from './copied-sources.ts';
import type { NodePackage } from './node-packages.ts';

const WITHOUT_DEVELOPERS = /--(?:omit[= ]dev|production|prod|only[= ]prod(?:uction)?)\b(?!=false)|\s-P\b/;
const WITH_DEVELOPERS = /--(?:include[= ]dev|production=false|prod=false|dev)\b/;

/** An install in a Dockerfile of what a package.json asks for. */
export interface Install {
  readonly call: string;
  readonly options: string;
  /** The whole instruction. */
  readonly text: string;
  readonly earlier: readonly string[];
  readonly base: string;
  readonly folder: string;
  readonly own: NodePackage;
}

/** Why a script that the install runs by itself ends it; `copied` is what has been brought by then. */
export function scriptFault(install: Install, copied: readonly string[], world: World): Omit<Issue, 'path'> | undefined {
  const { call, options, text, earlier, own } = install;
  const setUp = earlier.join('\n');
  // The first yarn runs them all, the later ones no prepare.
  if (call.startsWith('yarn') && !/^(?:1\.|$)/.test(own.version)) return undefined;
  if (options.includes('--ignore-scripts') || /ignore-scripts|pkg\s+delete|set-script/.test(`${setUp}\n${text}`)) return undefined;
  const without =
    !WITH_DEVELOPERS.test(options) &&
    (WITHOUT_DEVELOPERS.test(options) ||
      /^\s*ENV\s(?:.*\s)?NODE_ENV[= ]["']?production\b/im.test(setUp) ||
      /\bNODE_ENV=production\b/.test(text));
  for (const [name, script] of own.runs) {
    const found = faultOf(name, script, without, copied, install, world);
    if (found !== undefined) return found;
  }
  return undefined;
}

function faultOf(
  name: string,
  script: string,
  without: boolean,
  copied: readonly string[],
  { call, options, folder, own }: Install,
  world: World,
): Omit<Issue, 'path'> | undefined {
  if (/\|\||\bif\b|\btest\b|\[/.test(script)) return undefined;
  const [program = '', first = ''] = script.trim().split(/\s+/);
  if (without && own.forDevelopers.has(program) && !own.dependencies.has(program)) {
    return {
      message: `"${`${call}${options}`.trim()}" leaves out ${program}, which the script "${name}" of package.json then calls`,
      why: `The build ends with "sh: ${program}: not found", exit code 127: an install runs "${name}" also where it leaves out what is for developers.`,
      fix: 'Add --ignore-scripts where no dependency needs its own, or write npm pkg delete scripts.prepare above it.',
    };
  }
  const file = /^(?:node|sh|bash)$/.test(program) ? first : program.startsWith('./') ? program : '';
  const needed =
    program === 'prisma' && first === 'generate' && !script.includes('--schema') ? 'prisma/schema.prisma' : file.replace(/^\.\//, '');
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(needed) || !isThere(folder, needed, world) || bringsPath(copied, needed)) return undefined;
  return {
    message: `the script "${name}" of package.json reads ${needed}, which is not copied before "${call}"`,
    why:
      program === 'prisma'
        ? 'The build ends with "Could not find Prisma Schema that is required for this command".'
        : 'The build ends with "Cannot find module" or "not found": the install runs the script by itself.',
    fix: `Copy ${needed.split('/')[0] ?? needed} above the install.`,
  };
}

/** The tree has the file. */
export function isThere(folder: string, path: string, world: World): boolean {
  const full = pathFrom(folder, path);
  return full !== undefined && pathsOf(world).has(full);
}

import { documentKind } from '../document.ts';
import { pathsOf } from '../paths.ts';
import { at, fieldsAt, items, text, textAt } from '../read.ts';
import type { World } from '../world.ts';

/** What a `package.json` says about installing what it asks for. */
export interface NodePackage {
  /** `pnpm` and `9.15.0` of `pnpm@9.15.0`. */
  readonly manager: string | undefined;
  readonly version: string;
  /** Names of all its scripts. */
  readonly scripts: readonly string[];
  /** Scripts that an install runs by itself, by name. */
  readonly runs: ReadonlyMap<string, string>;
  readonly dependencies: ReadonlySet<string>;
  readonly forDevelopers: ReadonlySet<string>;
  /** Patches that pnpm reads when it installs, from the folder. */
  readonly patches: readonly string[];
  readonly isWorkspace: boolean;
  /** A manager stands in `devEngines`, too. */
  readonly namesEngine: boolean;
}

/** In the order in which an install of the folder itself runs them. @see https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order */
const INSTALLING = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];

/** Files in which managers write down what they chose. */
export const LOCKS: Readonly<Record<string, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
};

/** The `package.json` of a folder, the root as an empty text. */
export function nodePackageIn(folder: string, world: World): NodePackage | undefined {
  const found = world.once(
    'package.json by its folder',
    () =>
      new Map(
        world
          .ofKind(documentKind('Config'))
          .flatMap(({ file = '', object }) =>
            /(^|\/)package\.json$/.test(file) ? [[file.slice(0, -'/package.json'.length), object]] : [],
          ),
      ),
  );
  const own = found.get(folder);
  const content = own === undefined ? undefined : fieldsAt(own, 'content');
  if (content === undefined) return undefined;
  const [manager, version = ''] = (textAt(content, 'packageManager') ?? '').split(/@|\+/);
  const scripts = fieldsAt(content, 'scripts');
  return {
    manager: manager === '' ? undefined : manager,
    version,
    scripts: Object.keys(scripts),
    runs: new Map(INSTALLING.flatMap((name) => (typeof scripts[name] === 'string' ? [[name, scripts[name]] as const] : []))),
    dependencies: new Set(
      ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((each) => Object.keys(fieldsAt(content, each))),
    ),
    forDevelopers: new Set(Object.keys(fieldsAt(content, 'devDependencies'))),
    patches: Object.values(fieldsAt(content, 'pnpm.patchedDependencies')).flatMap((each) => text(each) ?? []),
    isWorkspace: items(content['workspaces']).length > 0 || Object.keys(fieldsAt(content, 'workspaces')).length > 0,
    namesEngine: at(content, 'devEngines.packageManager') !== undefined || at(content, 'engines.pnpm') !== undefined,
  };
}

/** Managers whose lock stands in a folder. */
export function lockedBy(folder: string, world: World): readonly string[] {
  const paths = pathsOf(world);
  return Object.entries(LOCKS).flatMap(([manager, names]) =>
    names.some((name) => paths.has(folder === '' ? name : `${folder}/${name}`)) ? [manager] : [],
  );
}

import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { nameOf, nearPath, pathFrom, pathsBeside, pathsOf } from '../../paths.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { composeBuild, composeServices, isCompose } from '../../texts/compose.ts';
import type { World } from '../../world.ts';

/** Files that somebody writes; what holds keys and local settings is left out of Git on purpose. */
const WRITTEN = /\.(?:sql|sh|ya?ml|conf|cfg|ini|toml|template|js|py|lua|xml|json)$/;
const LOCAL =
  /(?:^|[/._-])(?:local|secrets?|certs?|ssl|tls|data|generated|tmp|logs?|keys?|credentials|target|build|dist|out|node_modules|vendor)(?:[/._-]|$)/;

export const composePathsExist = defineRule({
  id: 'compose-paths-exist',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'Files that a compose file mounts, and folders and files from which it builds, are in the tree.',
  source: 'https://docs.docker.com/reference/compose-file/services/#volumes; https://docs.docker.com/reference/compose-file/build/',
  *check(manifest, world) {
    const { file = '' } = manifest;
    if (!isCompose(file) || world.everywhere.files === undefined) return;
    const folder = parentFolder(file) === '.' ? '' : parentFolder(file);
    const services = composeServices(manifest);
    const paths = pathsOf(world);
    // A file that was copied out of its repository builds from nothing that is here.
    const builds = services.flatMap((each) => composeBuild(each, folder) ?? []);
    // Where there is none at all, they were not read.
    const hasDockerfiles = world.once('dockerfiles in the tree', () => [...paths].some(isDockerfile));
    const near = (path: string): string | undefined => meant(path, world);
    for (const service of services) {
      const build = composeBuild(service, folder);
      if (build !== undefined && !paths.has(build.context) && builds.some(({ context }) => paths.has(context))) {
        yield lost(`${service.path}.build`, `${service.name} is built in ${build.context}`, near(build.context), WHY_BUILD);
      } else if (
        build !== undefined &&
        paths.has(build.context) &&
        !paths.has(build.dockerfile) &&
        hasDockerfiles &&
        isDockerfile(build.dockerfile)
      ) {
        yield lost(`${service.path}.build`, `${service.name} is built from ${build.dockerfile}`, near(build.dockerfile), WHY_BUILD);
      }
      for (const [index, each] of itemsAt(service.fields, 'volumes').entries()) {
        const source = textAt(each, 'source') ?? /^(\.{1,2}\/[^:$]+):/.exec(text(each) ?? '')?.[1] ?? '';
        const target = /^\.{1,2}\//.test(source) ? pathFrom(folder, source) : undefined;
        if (target === undefined || paths.has(target) || !WRITTEN.test(target) || LOCAL.test(target) || isElsewhere(target, world))
          continue;
        yield lost(
          `${service.path}.volumes[${index}]`,
          `${service.name} mounts ${source}`,
          near(target),
          'Docker makes an empty folder of that name: a script that should run is none, and a program that reads a file finds a folder.',
        );
      }
    }
  },
});

const WHY_BUILD = 'docker compose build ends there, and programs behind it are not built either.';

function lost(path: string, what: string, near: string | undefined, why: string): Issue {
  return {
    path,
    message: `${what}, which is not in the tree`,
    why,
    fix: near === undefined ? 'Name what is there, or add it.' : `Did you mean "${near}"?`,
  };
}

/** In a folder of which nothing is here. */
function isElsewhere(target: string, world: World): boolean {
  const above = parentFolder(target);
  return above !== '.' && !pathsOf(world).has(above) && meant(target, world) === undefined;
}

/** A path that is written nearly so, or the one file of that name. */
function meant(path: string, world: World): string | undefined {
  const same = pathsBeside(world, path).filter((each) => nameOf(each) === nameOf(path));
  return same.length === 1 && nameOf(path) !== 'Dockerfile' ? same[0] : nearPath(world, path);
}

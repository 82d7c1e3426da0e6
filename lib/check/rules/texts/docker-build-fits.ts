import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { imageName, imageNames } from '../../image-names.ts';
import { nearPath, pathFrom, pathsOf } from '../../paths.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import { dockerfileOf } from '../../texts/dockerfiles.ts';
import type { Command } from '../../texts/shell.ts';
import { workingFolders } from '../../texts/working-folder.ts';
import type { World } from '../../world.ts';

const VALUED =
  '-t --tag -f --file --build-arg --target --platform --network --label --cache-from --cache-to --secret --ssh --progress --output -o --builder --provenance --sbom --iidfile --metadata-file --build-context --add-host'.split(
    ' ',
  );

export const dockerBuildFits = defineRule({
  id: 'docker-build-fits',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('TextFile')],
  asks: 'docker build is given a folder that there is, and images of the tree get the names that the manifests run.',
  source: 'https://docs.docker.com/reference/cli/docker/buildx/build/; seed 003, M33',
  *check(manifest, world) {
    if (world.everywhere.files === undefined) return;
    const found = commandsOf(manifest, world);
    // A name that is given later is that of the registry.
    const renamed = found.some(({ command }) => /^(?:docker|podman|nerdctl)$/.test(command.name) && command.words[1]?.text === 'tag');
    for (const each of found) {
      const context = contextOf(each.command);
      const folders = context === undefined ? undefined : workingFolders(manifest, each, world);
      if (context === undefined || folders === undefined) continue;
      const issue = lost(context, folders, each.command, world) ?? (renamed ? undefined : misnamed(each.command, world));
      if (issue !== undefined) yield { path: each.path, ...issue };
    }
  },
});

/** The folder of `docker build … FOLDER`, `docker buildx build … FOLDER`. */
function contextOf(command: Command): string | undefined {
  if (!/^(?:docker|podman|nerdctl)$/.test(command.name) || command.tested) return undefined;
  const words = plainWords(command, VALUED);
  const [verb, second] = words;
  const isBuild = verb === 'build' || (verb === 'buildx' && second === 'build') || (verb === 'image' && second === 'build');
  return isBuild ? words.at(-1) : undefined;
}

function lost(context: string, folders: readonly string[], command: Command, world: World): Omit<Issue, 'path'> | undefined {
  const written = context.replace(/\/$/, '');
  if (!/^\.{0,2}[\w./-]*\w$/.test(written) || written.startsWith('/') || !written.includes('/')) return undefined;
  const paths = pathsOf(world);
  const targets = folders.flatMap((each) => pathFrom(each, written) ?? []);
  if (targets.length === 0 || targets.some((each) => paths.has(each))) return undefined;
  const last = written.split('/').at(-1) ?? '';
  const near =
    [...paths].find((each) => each.endsWith(`/${last}`) && (paths.has(`${each}/Dockerfile`) || paths.has(`${each}/Containerfile`))) ??
    nearPath(world, targets[0] ?? '');
  // Without a trace of it, the sources are in another repository.
  if (near === undefined) return undefined;
  return {
    message: `line ${command.line}: ${command.name} builds in ${context}, which is not in the tree`,
    why: 'It ends with "path … not found", and the last image that was built keeps running.',
    fix: `Did you mean "${near}"?`,
  };
}

/** The image is one of the tree by its last word, and called otherwise in front of it. */
function misnamed(command: Command, world: World): Omit<Issue, 'path'> | undefined {
  const images = imageNames(world);
  // Those of which the tree has the Dockerfile.
  const own = world.once('images that the tree builds', () => [...images].filter((each) => dockerfileOf(each, world) !== undefined));
  for (const tag of optionValues(command, '-t', '--tag')) {
    const written = tag.replace(/:[^/]*$/, '');
    const [, owner = '', name = ''] = /^([a-z0-9][\w.-]*(?:\/[\w.-]+)*)\/([\w.-]+|\$+\{?\(?\w+\)?\}?)$/.exec(written) ?? [];
    if (owner === '' || /test|ci|tmp|local|dev/.test(owner) || images.has(imageName(written))) continue;
    const isOpen = name.startsWith('$');
    const same = own.filter((each) => (isOpen ? each.includes('/') : each.endsWith(`/${name}`)));
    const owners = new Set(same.map((each) => each.slice(0, each.lastIndexOf('/'))));
    // Of a name that the shell fills in only the part before it counts, where the tree has one such part alone.
    if (owners.size === 0 || owners.has(owner) || (isOpen && owners.size > 1)) continue;
    const [right = ''] = owners;
    return {
      message: `line ${command.line}: the image is called ${written}, and the manifests run ${isOpen ? `${right}/…` : `${right}/${name}`}`,
      why: 'What was built is never run: the pods take the image of the registry, or wait for one that nobody pushed.',
      fix: `Write ${right}/${name}.`,
    };
  }
  return undefined;
}

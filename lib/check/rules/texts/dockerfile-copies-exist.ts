import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { copyIn, type DockerCopy } from '../../texts/docker-copy.ts';

export const dockerfileCopiesExist = defineRule({
  id: 'dockerfile-copies-exist',
  severity: 'warning',
  kinds: [documentKind('TextFile')],
  asks: 'What a Dockerfile copies is beside it or at the root, and the stages that it copies from are its own.',
  source: 'https://docs.docker.com/reference/dockerfile/#copy',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (!/(^|\/)([^/]*\.)?(Dockerfile|Containerfile)(\.[^/]*)?$/.test(file) || world.everywhere.files === undefined) return;
    const text = (textAt(object, 'text') ?? '').replace(/\\\r?\n/g, ' ');
    const stages = [...text.matchAll(/^\s*FROM\s.*?\sAS\s+(\S+)/gim)].map(([, name = '']) => name.toLowerCase());
    const images = [...text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)/gim)].length;
    const folder = folderOf({ file });
    const copies = text.split('\n').map(copyIn);
    const copiesSome = copies.some(
      (each) => each?.from === undefined && plainSources(each).some((source) => isThere(pathsOf(world), folder, source)),
    );
    for (const [index, copy] of copies.entries()) {
      const from = copy?.from?.toLowerCase();
      if (from !== undefined) {
        // A number counts the stages, and what has a tag or a path is an image.
        if (stages.includes(from) || /[:/.$]/.test(from) || Number(from) < images || stages.length === 0) continue;
        const near = nearName(from, stages);
        yield {
          path: `line ${index + 1}`,
          message: `it copies from stage ${from}, and has ${stages.join(', ')}`,
          why: 'An image of that name is looked for: the build ends with "pull access denied".',
          fix: near === undefined ? 'Name a stage of the file.' : `Did you mean "${near}"?`,
        };
        continue;
      }
      for (const source of plainSources(copy)) {
        if (isThere(pathsOf(world), folder, source) || isMade(source)) continue;
        const beside = [...pathsOf(world)]
          .filter((each) => folder === '' || each.startsWith(`${folder}/`))
          .map((each) => (folder === '' ? each : each.slice(folder.length + 1)));
        const near = nearName(source, beside.slice(0, 500));
        // Where nothing that it copies is there, the sources were not read.
        if (near === undefined && !copiesSome) continue;
        yield {
          path: `line ${index + 1}`,
          message: `it copies ${source}, which is not in the tree`,
          why: 'The build ends with "not found", and the last image that was built keeps running.',
          fix: near === undefined ? 'Add the file, or leave the line out.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** Sources, patterns and variables left out. */
function plainSources(copy: DockerCopy | undefined): readonly string[] {
  return (copy?.sources ?? [])
    .map((word) => word.replace(/^\.?\//, '').replace(/\/$/, ''))
    .filter((source) => /^[\w][\w./-]*$/.test(source));
}

/** Beside the Dockerfile, or in a folder above from which it is built. */
function isThere(paths: ReadonlySet<string>, folder: string, source: string): boolean {
  const parts = folder === '' ? [] : folder.split('/');
  return [...parts, ''].some((_, depth) => paths.has([...parts.slice(0, parts.length - depth), source].join('/')));
}

/** Results of a build before, which Git does not hold. */
function isMade(source: string): boolean {
  return /(^|\/)(dist|build|target|out|bin|node_modules|vendor|public|\.next|generated|tmp)(\/|$)|\.(jar|war|lock|sum|env)$|-lock\.|lock\.json$/.test(
    source,
  );
}

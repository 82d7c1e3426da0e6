import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { runAs } from '../../security/run-as.ts';
import { copiesIn, stagesOf, type Copied } from '../../texts/docker-stages.ts';
import { dockerfileOf, type OwnImage } from '../../texts/dockerfiles.ts';
import { writesOf } from '../../texts/script-writes.ts';
import type { World } from '../../world.ts';

export const imageFilesWritable = defineRule({
  id: 'image-files-writable',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'What a start script changes in its image belongs to the user that runs it.',
  source: 'https://docs.docker.com/reference/dockerfile/#copy---chown---chmod',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const own = dockerfileOf(container.image, world);
      if (pod === undefined || own === undefined || itemsAt(container.fields, 'command').length > 0) continue;
      const user = String(runAs(pod, container).user ?? own.user ?? (own.base.includes('unprivileged') ? 101 : 0));
      // Whoever hands anything over, or makes folders for a user, has thought of it; images for any user leave them to its group.
      if (
        /^(?:0|root|\$.*)$/.test(user) ||
        /\b(?:chown|chmod|chgrp|useradd|adduser|install)\b/.test(own.text) ||
        /bitnami|ubi\d|sclorg/.test(own.base)
      )
        continue;
      const copied = copiesIn(stagesOf(own.text));
      const mounts = itemsAt(container.fields, 'volumeMounts').map((each) => textAt(each, 'mountPath') ?? '');
      for (const { file, text } of startScripts(own, copied, world)) {
        const path = writesOf(text).find(
          (each) =>
            !mounts.some((mount) => isBelow(each, mount)) &&
            copied.some(({ target }) => target !== '/' && isBelow(each, target)) &&
            !isMadeLater(each, own),
        );
        if (path === undefined) continue;
        yield {
          path: `${container.path}.image`,
          message: `container "${container.name}" runs as user ${user}, and its start script (${file}) changes ${path}, which ${own.file} copies as root`,
          why: 'Permission denied: the script ends and the container with it, or goes on with files that still have their placeholders.',
          fix: `Hand its folder over as root (RUN chown -R ${user} …) before USER, or mount a volume there and fill it.`,
        };
      }
    }
  },
});

/** The scripts of the tree that the image starts, or that nginx's own start script finds in its folder. */
function* startScripts(own: OwnImage, copied: readonly Copied[], world: World): Iterable<{ readonly file: string; readonly text: string }> {
  const started = (own.text.match(/^\s*(?:ENTRYPOINT|CMD)\s.*$/gim) ?? []).join(' ');
  const folder = folderOf({ file: own.file });
  for (const { words, target } of copied) {
    const [source = ''] = words;
    const path = /\.\w+$/.test(target) ? target : `${target.replace(/\/$/, '')}/${source.split('/').at(-1) ?? ''}`;
    if (words.length !== 1 || (!path.startsWith('/docker-entrypoint.d/') && !started.includes(path.split('/').at(-1) ?? '?'))) continue;
    const beside = source.replace(/^\.?\//, '');
    const found = [...world.ofKind(documentKind('Script'))].find(({ file }) => file === (folder === '' ? beside : `${folder}/${beside}`));
    if (found !== undefined) yield { file: found.file ?? '', text: textAt(found.object, 'text') ?? '' };
  }
}

function isBelow(path: string, folder: string): boolean {
  return `${path}/`.startsWith(`${folder.replace(/\/$/, '')}/`);
}

/** A folder that is made after another user was chosen. */
function isMadeLater(path: string, { text }: OwnImage): boolean {
  const after = text.slice(text.search(/^\s*USER\s/im));
  return [...after.matchAll(/^\s*WORKDIR\s+(\S+)/gim)].some(([, folder = '']) => isBelow(path, folder)) || /\bmkdir\b/.test(text);
}

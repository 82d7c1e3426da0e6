import { defineRule } from '../../rule.ts';
import { itemsAt, textAt } from '../../read.ts';
import { copyIn } from '../../texts/docker-copy.ts';
import { nginxConfigs, readersOf } from '../../texts/nginx-configs.ts';
import { builtBy } from '../../texts/built-by.ts';
import { directivesNamed } from '../../texts/nginx.ts';

export const nginxRootFilled = defineRule({
  id: 'nginx-root-filled',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'The folder that nginx serves is one into which the image of the tree copies something, or which a volume fills.',
  source: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#root; seed 002, section 3.1',
  *check(manifest, world) {
    const { name, namespace = '' } = manifest.object.metadata;
    for (const { path, config } of nginxConfigs(manifest, world)) {
      const roots = [...directivesNamed(config.directives, 'root')].flatMap(({ directive }) =>
        directive.args[0]?.startsWith('/') === true ? [directive] : [],
      );
      for (const { container } of roots.length === 0 ? [] : readersOf(world, namespace, name)) {
        const image = builtBy(container.image, world);
        const copied = image === undefined ? undefined : targets(image.text);
        if (image === undefined || copied === undefined || copied.length === 0) continue;
        const mounts = itemsAt(container.fields, 'volumeMounts').map((each) => textAt(each, 'mountPath') ?? '');
        for (const root of roots) {
          const folder = (root.args[0] ?? '').replace(/\/$/, '');
          // The base image has pages of its own there.
          if (folder === '/usr/share/nginx/html' && !copied.some((each) => each !== folder)) continue;
          const filled = [...copied, ...mounts].some((each) => within(each, folder) || within(folder, each));
          if (filled || folder.includes('$')) continue;
          yield {
            path,
            message: `line ${root.line}: nginx serves ${folder}, and ${image.file} copies to ${copied.join(', ')}`,
            why: 'The folder is not in the image: every page is 404, the probes of a fixed location are not.',
            fix: `Write root ${copied[0] ?? ''};, or copy to ${folder}.`,
          };
        }
        break;
      }
    }
  },
});

function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer.replace(/\/$/, '')}/`);
}

/** Folders into which the last stage copies from elsewhere; settings of nginx left out. */
function targets(dockerfile: string): readonly string[] | undefined {
  const last = dockerfile.slice(Math.max(0, dockerfile.toUpperCase().lastIndexOf('\nFROM ')));
  if (/^\s*WORKDIR\s/im.test(last) || /^\s*RUN\s.*\b(?:cp|mv|ln|tar|unzip|mkdir)\b/im.test(last)) return undefined;
  return last.split('\n').flatMap((line) => {
    const target = copyIn(line)?.target ?? '';
    return target.startsWith('/') && !/^\/(?:etc|docker-entrypoint)/.test(target) ? [target.replace(/\/$/, '')] : [];
  });
}

import { POD_KINDS, volume } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isJob } from '../../scheduling/claims.ts';
import { scriptsOf } from '../../texts/scripts.ts';

export const cleanupFindsFiles = defineRule({
  id: 'cleanup-finds-files',
  severity: 'warning',
  kinds: POD_KINDS.filter((kind) => kind.startsWith('batch/')),
  asks: 'A job that clears away old files looks for them in a folder that outlives it.',
  source: 'https://man7.org/linux/man-pages/man1/find.1.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !isJob(pod)) return;
    for (const { path, container, script } of scriptsOf(manifest, world)) {
      if (container === undefined) continue;
      const mounts = itemsAt(container.fields, 'volumeMounts').filter(
        (mount) => volume(pod, textAt(mount, 'name') ?? '')?.['emptyDir'] === undefined,
      );
      const folders = mounts.map((mount) => (textAt(mount, 'mountPath') ?? '').replace(/\/$/, ''));
      for (const { name, words, line } of script.commands) {
        const texts = words.map(({ text }) => text);
        const folder = (texts[1] ?? '').replace(/\/$/, '');
        const clears =
          name === 'find' &&
          texts.some((each) => /^-[acm](?:time|min)$/.test(each)) &&
          texts.some((each) => each === '-delete' || each === 'rm');
        // Without a volume it may clear what an earlier command of its own fetched.
        if (
          !clears ||
          folders.length === 0 ||
          !/^\/[\w./-]+$/.test(folder) ||
          folders.some((each) => `${folder}/`.startsWith(`${each}/`) || each.startsWith(`${folder}/`))
        )
          continue;
        yield {
          path,
          message: `line ${line}: it clears away old files in ${folder}, and what lasts is mounted at ${folders.join(', ')}`,
          why: 'Nothing is ever removed: the volume fills up, and the day on which it is full there is no backup.',
          fix: `Look in ${folders[0] ?? ''}.`,
        };
      }
    }
  },
});

import { documentKind } from '../../document.ts';
import { nearPath, pathsOf } from '../../paths.ts';
import { at, fieldsAt, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Managers that read no file unless they are told which. */
const TOLD = ['argocd', 'flux', 'kubernetes', 'tekton', 'crossplane', 'sveltos'];
const WHY = 'Renovate finds nothing to keep: versions grow old, with the holes that are found in them, and only its own log says so.';

export const renovateFilesMatch = defineRule({
  id: 'renovate-files-match',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'Managers of Renovate that read manifests are told which files, and the tree has such files.',
  source: 'https://docs.renovatebot.com/modules/manager/kubernetes/; https://docs.renovatebot.com/modules/manager/argocd/',
  *check({ object, file = '' }, world) {
    if (!/(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json)?)$/.test(file) || world.everywhere.files === undefined) return;
    const content = object['content'];
    const enabled = new Set(itemsAt(content, 'enabledManagers').flatMap((each) => text(each) ?? []));
    // Presets of one's own may say more.
    const whole = itemsAt(content, 'extends').every((each) =>
      /^(?:config:|:|group:|docker:|helpers:|schedule:|default:)/.test(text(each) ?? ''),
    );
    for (const manager of TOLD) {
      const own = fieldsAt(content, manager);
      const keys = ['fileMatch', 'managerFilePatterns'].filter((key) => at(own, key) !== undefined);
      for (const key of keys) {
        for (const [index, each] of itemsAt(own, key).entries()) {
          const pattern = patternOf(text(each) ?? '', key);
          const folder = /^\^?((?:[\w-]+\/)+)/.exec(pattern?.source.replaceAll('\\/', '/') ?? '')?.[1]?.replace(/\/$/, '');
          if (pattern === undefined || folder === undefined || pathsOf(world).has(folder)) continue;
          const files = [...world.everywhere.files];
          if (files.some((one) => pattern.test(one))) continue;
          const near = nearPath(world, folder) ?? files.find((one) => one.startsWith(folder))?.split('/')[0];
          yield {
            path: `content.${manager}.${key}[${index}]`,
            message: `${manager} reads ${text(each) ?? ''}, and no file of the tree is called so`,
            why: WHY,
            fix: near === undefined ? 'Name a folder that exists.' : `Did you mean "${near}"?`,
          };
        }
      }
      if (keys.length > 0 || !enabled.has(manager) || !whole) continue;
      yield {
        path: 'content.enabledManagers',
        message: `${manager} is enabled, and is not told which files to read`,
        why: `This manager has no files of its own choice. ${WHY}`,
        fix: `Add "${manager}": { "managerFilePatterns": ["/^folder/.+\\\\.yaml$/"] }.`,
      };
    }
  },
});

/** `^k8s/.+\.yaml$`; under its name since version 40 between slashes, for globs stand there, too. */
function patternOf(written: string, key: string): RegExp | undefined {
  const inside = key === 'fileMatch' ? written : /^\/(.*)\/i?$/.exec(written)?.[1];
  try {
    return inside === undefined ? undefined : new RegExp(inside);
  } catch {
    return undefined;
  }
}

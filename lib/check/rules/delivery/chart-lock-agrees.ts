import { load } from 'js-yaml';
import { documentKind } from '../../document.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const chartLockAgrees = defineRule({
  id: 'chart-lock-agrees',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'The lock of a chart has the dependencies that its Chart.yaml has, in their versions.',
  source: 'https://helm.sh/docs/helm/helm_dependency_build/',
  *check({ object, file = '' }, world) {
    if (!/(^|\/)Chart\.yaml$/.test(file)) return;
    const lock = locks(world).get(file.replace(/yaml$/, 'lock'));
    if (lock === undefined) return;
    const locked = new Map(itemsAt(lock, 'dependencies').map((each) => [textAt(each, 'name') ?? '', textAt(each, 'version') ?? '']));
    const asked = itemsAt(object, 'content.dependencies');
    for (const [index, each] of asked.entries()) {
      const [name = '', version = ''] = [textAt(each, 'name'), textAt(each, 'version')];
      const found = locked.get(name);
      // A range may have led to any version; what is exact is written in both.
      const differs = found !== undefined && /^v?\d+\.\d+\.\d+[\w.+-]*$/.test(version) && plain(found) !== plain(version);
      // One chart may be taken twice, in two versions.
      if (name === '' || asked.some((one) => one !== each && textAt(one, 'name') === name) || (found !== undefined && !differs)) continue;
      yield {
        path: `content.dependencies[${index}]`,
        message: found === undefined ? `Chart.lock has no dependency ${name}` : `${name} is ${version}, and ${found} in Chart.lock`,
        why: 'helm dependency build stops with "the lock file (Chart.lock) is out of sync": Argo CD shows a ComparisonError, and nothing new is installed.',
        fix: 'Run helm dependency update, and commit Chart.lock with it.',
      };
    }
  },
});

function plain(version: string): string {
  return version.replace(/^v/, '').replace(/\+.*$/, '');
}

function locks(world: World): ReadonlyMap<string, unknown> {
  return world.once('locks of charts', () => {
    const files = world.ofKind(documentKind('TextFile')).filter(({ file = '' }) => /(^|\/)Chart\.lock$/.test(file));
    return new Map(files.flatMap(({ file = '', object }) => read(textAt(object, 'text') ?? '').map((lock) => [file, lock] as const)));
  });
}

function read(text: string): readonly unknown[] {
  try {
    return [load(text)];
  } catch {
    return [];
  }
}

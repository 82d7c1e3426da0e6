import { chartFolders } from '../../charts/joined.ts';
import { documentKind } from '../../document.ts';
import { fieldsAt, itemsAt, join, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';
import { parentFolder } from '../../folder.ts';

/** Most keys that a message names. */
const NAMED = 4;

export const helmValuesNested = defineRule({
  id: 'helm-values-nested',
  severity: 'error',
  kinds: [documentKind('HelmValues')],
  asks: 'Values of a chart that only passes them on stand under the name of the dependency that reads them.',
  source: 'https://helm.sh/docs/chart_template_guide/subcharts_and_globals/; seed 003',
  *check({ object, file }, world) {
    const values = fieldsAt(object, 'values');
    const dump = Object.keys(values).find((key) => /^(USER-SUPPLIED|COMPUTED) VALUES$/.test(key));
    if (dump !== undefined) {
      yield {
        path: join('values', dump),
        severity: 'warning',
        message: `"${dump}" is the heading of "helm get values", not a value`,
        why: 'The file was copied from a running release: what follows may be values of another chart or level.',
        fix: 'Remove the line, and see that the values stand where this chart reads them.',
      };
    }
    const folder = parentFolder(file);
    const chart = chartFolders(world).get(folder);
    const dependencies = itemsAt(chart, 'dependencies').map((each) => textAt(each, 'alias') ?? textAt(each, 'name') ?? '');
    if (object['part'] === true || dependencies.length === 0 || hasTemplates(world, folder)) return;
    // What switches a dependency stands wherever its condition says.
    const switches = itemsAt(chart, 'dependencies').flatMap((each) => (textAt(each, 'condition') ?? '').split(/[.,]/)[0] ?? []);
    const read = new Set([...dependencies, ...switches, 'global', 'tags']);
    const stray = Object.keys(values).filter((key) => key !== dump && !read.has(key) && !/^[_.]|^x-/.test(key) && isFilled(values[key]));
    const [first] = stray;
    if (first === undefined) return;
    const named = stray.slice(0, NAMED).join(', ') + (stray.length > NAMED ? ` and ${stray.length - NAMED} more` : '');
    const [only = ''] = dependencies;
    yield {
      path: join('values', first),
      message: `${named} ${stray.length === 1 ? 'is' : 'are'} not under ${dependencies.length === 1 ? `the dependency ${only}` : `one of the dependencies ${dependencies.join(', ')}`}: nothing reads ${stray.length === 1 ? 'it' : 'them'}`,
      why: 'Helm hands to a dependency only what stands under its name: it runs with its defaults, and everything written here is ignored.',
      fix: dependencies.length === 1 ? `Move the values under "${only}:".` : 'Move each value under the dependency that it is for.',
    };
  },
});

function isFilled(value: unknown): boolean {
  return value !== null && !(typeof value === 'object' && Object.keys(value).length === 0);
}

/** A chart with templates of its own may read any value; where the files are not known, it may have some. */
function hasTemplates(world: World, folder: string): boolean {
  const { files } = world.everywhere;
  if (files === undefined) return true;
  const folders = world.everywhere.once(
    'folders with templates',
    () => new Set([...files].flatMap((file) => /^(?:(.*)\/)?templates\//.exec(file)?.[1] ?? (file.startsWith('templates/') ? '.' : []))),
  );
  return folders.has(folder);
}

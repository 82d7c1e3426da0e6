import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const chartSwitchRead = defineRule({
  id: 'chart-switch-read',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'A value that switches a dependency of a chart off is the one that its condition reads.',
  source: 'https://helm.sh/docs/topics/charts/#tags-and-condition-fields-in-dependencies',
  *check({ object, file = '' }, world) {
    if (!/(^|\/)Chart\.yaml$/.test(file)) return;
    const folder = parentFolder(file);
    for (const [index, each] of itemsAt(object, 'content.dependencies').entries()) {
      const name = textAt(each, 'alias') ?? textAt(each, 'name') ?? '';
      const own = `${name}.enabled`;
      const conditions = (textAt(each, 'condition') ?? '')
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
      // Tags may switch it, too; where the condition itself has a value, that one is meant.
      if (name === '' || conditions.includes(own) || itemsAt(each, 'tags').length > 0) continue;
      const switched = valuesIn(folder, world).filter((values) => at(values, own) === false);
      if (switched.length === 0 || allValues(world).some((values) => conditions.some((one) => at(values, one) !== undefined))) continue;
      yield {
        path: `content.dependencies[${index}]`,
        message: `the values say ${own}: false, and ${conditions.length === 0 ? `the dependency ${name} has no condition` : `the condition of ${name} is ${conditions.join(', ')}`}`,
        why: 'Helm takes a dependency along unless its condition finds a value: what was to be left out is installed.',
        fix: `Write condition: ${own}.`,
      };
    }
  },
});

/** Values that stand in the folder of a chart. */
function valuesIn(folder: string, world: World): readonly unknown[] {
  const byFolder = world.once('values by folder', () => {
    const found = new Map<string, unknown[]>();
    for (const { object, file = '' } of world.ofKind(documentKind('HelmValues'))) {
      if (object['part'] === true) continue;
      const place = parentFolder(file);
      found.set(place, [...(found.get(place) ?? []), object['values']]);
    }
    return found;
  });
  return byFolder.get(folder) ?? [];
}

/** A condition may be answered from anywhere: by an Application, or by a file of a stage. */
function allValues(world: World): readonly unknown[] {
  return world.once('values of all charts', () =>
    HELM_KINDS.flatMap((kind) => world.ofKind(kind)).flatMap((each) => helmValuesOf(each).map(({ values }) => values)),
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `[name, file]` of each index that is computed once. */
function* indexes(folder: string): Iterable<readonly [string, string]> {
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, each.name);
    if (each.isDirectory()) yield* indexes(place);
    else if (each.name.endsWith('.ts'))
      for (const [, name = ''] of readFileSync(place, 'utf8').matchAll(/\.once(?:<[^(]*>)?\(\s*'([^']+)'/g))
        yield [name, path.relative(__dirname, place)];
  }
}

test('no two indexes have the same name: whichever was computed first would be taken for the other', () => {
  const found = [...indexes(__dirname)];
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(([name, file]) => found.some(([other, place]) => other === name && place !== file))).toEqual([]);
});

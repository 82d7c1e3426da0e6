import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const makefileDollarsDoubled = defineRule({
  id: 'makefile-dollars-doubled',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'In a recipe of a Makefile, variables of the shell are written with two dollar signs.',
  source: 'https://www.gnu.org/software/make/manual/html_node/Variables-in-Recipes.html',
  *check({ object, file = '' }) {
    if (!/(^|\/)Makefile$/.test(file)) return;
    const lines = (textAt(object, 'text') ?? '').split('\n');
    for (let index = 0; index < lines.length; index += 1) {
      const start = index;
      if (lines[index]?.startsWith('\t') !== true) continue;
      let recipe = lines[index] ?? '';
      while (recipe.endsWith('\\') && index + 1 < lines.length) {
        index += 1;
        recipe = `${recipe}\n${lines[index] ?? ''}`;
      }
      const found = single(recipe);
      if (found === undefined) continue;
      const place = recipe.slice(0, found.index).split('\n').length - 1;
      yield {
        path: `line ${start + place + 1}`,
        message: `${found.written} is read by make, which takes $${found.written.charAt(1)} for a variable of its own`,
        why: `make puts nothing in its place${found.written.length > 2 ? ` and leaves "${found.written.slice(2)}"` : ''}: the shell never sees the variable, and the command runs with a wrong word.`,
        fix: `Write $${found.written}.`,
      };
    }
  },
});

/** A variable of a loop, or a field of awk, behind a single dollar sign. */
function single(recipe: string): { readonly written: string; readonly index: number } | undefined {
  const own = [
    ...[...recipe.matchAll(/\bfor\s+([A-Za-z_]\w*)\s+in\b/g)].map(([, name = '']) => name),
    ...[...recipe.matchAll(/\bread\s+(?:-r\s+)?([A-Za-z_]\w*)/g)].map(([, name = '']) => name),
    ...[...recipe.matchAll(/(?:^|[;&|]|\t)\s*([A-Za-z_]\w*)=\$\$\(/g)].map(([, name = '']) => name),
  ];
  for (const name of own) {
    const index = new RegExp(`(?<!\\$)(?:\\$\\$)*(?<dollar>\\$)${name}(?!\\w)`, 'd').exec(recipe)?.indices?.groups?.['dollar']?.[0];
    if (index !== undefined) return { written: `$${name}`, index };
  }
  const field = /\bawk\b[^\n]*?'[^'\n]*?(?<!\$)\$(\d)(?!\$)/d.exec(recipe);
  const place = field?.indices?.[1]?.[0];
  return field === null || place === undefined ? undefined : { written: `$${field[1] ?? ''}`, index: place - 1 };
}

import { everywhere } from '../clusters/where.ts';
import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import { pathSteps } from '../tree/steps.ts';
import type { World } from '../world.ts';

/** `s/DOMAIN_NAME/${domain}/`, with any sign between the parts. */
const REPLACES = /\bs([/|#,@:])((?:(?!\1)[^\n\\]|\\.)+)\1((?:(?!\1)[^\n\\]|\\.)*)\1/g;

const KINDS = ['Script', 'TextFile', 'Guide', 'Aside'] as const;

/** Words of manifests that scripts of the tree replace by what they know only when they run: `sed -i "s/DOMAIN_NAME/${domain}/g"`. */
function filledWords(world: World): ReadonlySet<string> {
  return world.everywhere.once('words that sed fills in', () => {
    const words = new Set<string>();
    for (const { manifest } of everywhere(world, ...KINDS.map(documentKind))) {
      const text = textAt(manifest.object, 'text') ?? '';
      if (!text.includes('sed ')) continue;
      for (const line of text.split('\n')) {
        if (!/\bsed\s/.test(line) || /^\s*#/.test(line)) continue;
        for (const [, , word = '', by = ''] of line.matchAll(REPLACES)) {
          const plain = word.replace(/\\([.-])/g, '$1');
          if (/[$`]/.test(by) && /^[A-Za-z_][\w.-]{3,}$/.test(plain)) words.add(plain);
        }
      }
    }
    return words;
  });
}

/** Whether a text holds a word that a script of the tree replaces before the object is applied. */
export function isFilledBySed(world: World, value: string): boolean {
  const words = filledWords(world);
  return words.size > 0 && (value.match(/[A-Za-z_]\w{3,}(?:[.-]\w+)*/g) ?? []).some((each) => hasWord(each, words));
}

/** The same of what stands in a place of an object, by its path as findings write it. */
export function isFilledAt(world: World, object: unknown, path: string): boolean {
  if (filledWords(world).size === 0) return false;
  let value = object;
  for (const step of pathSteps(path))
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string | number, unknown>>)[step] : undefined;
  return typeof value === 'string' && isFilledBySed(world, value);
}

/** The word itself, or one between the dots of a name: `web.DOMAIN_NAME`. */
function hasWord(text: string, words: ReadonlySet<string>): boolean {
  return words.has(text) || text.split('.').some((part) => words.has(part));
}

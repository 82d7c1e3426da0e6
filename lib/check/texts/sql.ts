/** An index on a column that its table, made in the same script, does not have. */
export interface StrayIndex {
  readonly index: string;
  readonly table: string;
  readonly column: string;
  readonly columns: readonly string[];
}

const NO_COLUMNS = /^(primary|foreign|unique|constraint|check|key|index|exclude|like|fulltext|spatial)$/i;

/** Reads `CREATE TABLE` and `CREATE INDEX` of a script. Expressions and tables made elsewhere are left out. */
export function indexesWithoutColumn(script: string): readonly StrayIndex[] {
  const text = script.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const tables = new Map<string, string[]>();
  for (const { 1: name = '', index = 0, 0: whole } of text.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?([\w."`]+)\s*\(/gi)) {
    const columns = parts(text.slice(index + whole.length)).flatMap((part) => {
      const [word = ''] = /^["`]?[\w]+["`]?/.exec(part.trim()) ?? [];
      return word === '' || NO_COLUMNS.test(word) ? [] : plain(word);
    });
    tables.set(plain(name), columns);
  }
  for (const [, table = '', column = ''] of text.matchAll(
    /\balter\s+table\s+(?:if\s+exists\s+)?([\w."`]+)\s+add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?["`]?(\w+)/gi,
  ))
    tables.get(plain(table))?.push(plain(column));
  return [
    ...text.matchAll(
      /\bcreate\s+(?:unique\s+)?index\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?([\w"`]+)\s+on\s+([\w."`]+)\s*(?:using\s+\w+\s*)?\(([^()]*)\)/gi,
    ),
  ].flatMap(([, index = '', table = '', list = '']) => {
    const columns = tables.get(plain(table));
    if (columns === undefined) return [];
    return list.split(',').flatMap((each) => {
      const [word = ''] = /^["`]?\w+["`]?/.exec(each.trim()) ?? [];
      return word === '' || columns.includes(plain(word))
        ? []
        : [{ index: plain(index), table: plain(table), column: plain(word), columns }];
    });
  });
}

/** Pieces between the commas of a list, up to the bracket that closes it. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let [depth, piece] = [0, ''];
  for (const char of text) {
    if (char === ')' && depth === 0) break;
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (char === ',' && depth === 0) {
      found.push(piece);
      piece = '';
    } else piece += char;
  }
  return [...found, piece];
}

function plain(name: string): string {
  return (name.split('.').at(-1) ?? name).replace(/["`]/g, '').toLowerCase();
}

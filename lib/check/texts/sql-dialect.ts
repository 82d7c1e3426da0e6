/** A statement at which the server stops. */
export interface BadStatement {
  readonly what: string;
  readonly fix: string;
}

type Dialect = 'PostgreSQL' | 'MySQL';

/** Words of other servers, and what this one knows instead. */
const FOREIGN: Readonly<Record<Dialect, readonly (readonly [word: RegExp, whose: string, fix: string])[]>> = {
  PostgreSQL: [
    [/\bAUTOINCREMENT\b/i, 'SQLite', 'Write SERIAL PRIMARY KEY.'],
    [/\bAUTO_INCREMENT\b/i, 'MySQL', 'Write SERIAL, or GENERATED ALWAYS AS IDENTITY.'],
    [/\bENGINE\s*=\s*\w+/i, 'MySQL', 'Leave it out.'],
    [/[(,]\s*"?\w+"?\s+DATETIME\b/i, 'MySQL and SQLite', 'Write TIMESTAMP.'],
    [/`\w+`/, 'MySQL', 'Quote names with double quotes, or not at all.'],
    [/\bCREATE\s+DATABASE\s+IF\s+NOT\s+EXISTS\b/i, 'MySQL', 'Ask pg_database first, or let POSTGRES_DB make it.'],
    [/\bCREATE\s+USER\s+IF\s+NOT\s+EXISTS\b/i, 'MySQL', 'Ask pg_roles first, in a DO block.'],
  ],
  MySQL: [
    [/\bAUTOINCREMENT\b/i, 'SQLite', 'Write AUTO_INCREMENT.'],
    [/\b(BIG|SMALL)SERIAL\b/i, 'PostgreSQL', 'Write BIGINT AUTO_INCREMENT.'],
    [/\bTIMESTAMPTZ\b|\bTIMESTAMP\s+WITH\s+TIME\s+ZONE\b/i, 'PostgreSQL', 'Write TIMESTAMP.'],
    [/\bBYTEA\b|\bJSONB\b/i, 'PostgreSQL', 'Write BLOB or JSON.'],
    [/\bDO\s+\$\$/i, 'PostgreSQL', 'Write a procedure.'],
  ],
};

/** The first statement of a script at which the server stops: words of another server, or a table that is made only later. */
export function badStatement(script: string, dialect: Dialect): BadStatement | undefined {
  // Texts and comments may say anything.
  const text = script.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (part) => part.replace(/[^\n]/g, ' '));
  for (const [word, whose, fix] of FOREIGN[dialect]) {
    const found = word.exec(text)?.[0];
    if (found !== undefined)
      return { what: `uses ${found.replace(/^[(,]\s*/, '').replace(/\s+/g, ' ')}, a word of ${whose}, on ${dialect}`, fix };
  }
  const made = new Map<string, number>();
  for (const { 1: name = '', index } of text.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?([\w."`]+)/gi))
    if (!made.has(plain(name))) made.set(plain(name), index);
  const uses = [
    ...text.matchAll(/\bcreate\s+(?:unique\s+)?index\s+(?:if\s+not\s+exists\s+)?[\w"`]+\s+on\s+([\w."`]+)/gi),
    ...(/FOREIGN_KEY_CHECKS\s*=\s*0/i.test(text) ? [] : text.matchAll(/\breferences\s+([\w."`]+)/gi)),
    ...text.matchAll(/\binsert\s+into\s+([\w."`]+)/gi),
  ];
  for (const { 0: whole, 1: name = '', index } of uses) {
    const at = made.get(plain(name));
    // A table may refer to itself.
    if (at === undefined || at < index) continue;
    const verb =
      /^\w+/.exec(whole)?.[0].toLowerCase() === 'references'
        ? 'refers to'
        : whole.toLowerCase().startsWith('insert')
          ? 'fills'
          : 'makes an index on';
    return { what: `${verb} ${plain(name)} before it makes the table`, fix: `Move it behind CREATE TABLE ${plain(name)}.` };
  }
  return undefined;
}

function plain(name: string): string {
  return (name.split('.').at(-1) ?? name).replace(/["`]/g, '').toLowerCase();
}

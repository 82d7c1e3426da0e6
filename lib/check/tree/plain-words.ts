/** What git leaves where two sides changed the same lines. */
export const MERGE_CONFLICT = { message: 'a merge conflict was committed', fix: 'Decide between the two sides and remove the markers.' };

export interface Words {
  readonly message: string;
  readonly fix: string;
  /** The fault stands on the line above the one that the reader stopped on. */
  readonly above?: true;
}

const DOUBLE_QUOTES = { message: 'a text in double quotes is never closed', fix: 'Write the closing quote.' };
const BRACKET = { message: 'a list [ or map { is never closed', fix: 'Write the closing bracket.' };

/** What a reader's complaint means, and what to do. `line` is the text of the line it stopped on, `before` that of the one above. */
export function plainWords(reason: string, line: string, before: string): Words {
  if (/indentation|expected|end of the stream/.test(reason)) {
    const bare = before.replace(/\\.|'[^']*'|#.*$/g, '');
    if ((bare.match(/"/g) ?? []).length % 2 === 1) return { ...DOUBLE_QUOTES, above: true };
    const rest = bare.replace(/"[^"]*"/g, '');
    if (/[:-]\s+[[{]/.test(rest) && (rest.match(/[[{]/g) ?? []).length > (rest.match(/[\]}]/g) ?? []).length)
      return { ...BRACKET, above: true };
  }
  const alias = /^unidentified alias "(.*)"$/.exec(reason)?.[1];
  if (alias !== undefined)
    return {
      message: `the alias *${alias} stands for an anchor &${alias} that is not there`,
      fix: `Write &${alias} before it, or quote the asterisk.`,
    };
  if (/^\s*\t/.test(line))
    return { message: 'a tab stands in the indentation, where YAML allows spaces only', fix: 'Replace the tab by spaces.' };
  if (/:\s+[@`]/.test(line))
    return {
      message: `a value begins with "${/:\s+([@`])/.exec(line)?.[1] ?? '@'}", which YAML reserves`,
      fix: 'Put the value in quotes.',
    };
  if (/:\s+%/.test(line) && /indentation|expected/.test(reason))
    return { message: 'a value begins with "%", which YAML reserves', fix: 'Put the value in quotes.' };
  if (reason.includes('double quoted')) return DOUBLE_QUOTES;
  if (reason.includes('single quoted'))
    return { message: 'a text in single quotes is never closed', fix: "Write the closing quote; inside the text it is written ''." };
  if (reason.includes('flow collection')) return BRACKET;
  if (reason.includes('complex keys'))
    return { message: 'a key is itself a map or a list, as in {{ x }} without quotes', fix: 'Put the value in quotes.' };
  if (reason.includes('escape'))
    return {
      message: 'a backslash in double quotes begins no escape that YAML knows',
      fix: 'Write two backslashes, or use single quotes.',
    };
  if (reason.includes('aliases multiply'))
    return { message: 'its aliases multiply beyond all measure, or contain themselves', fix: 'Write the values out.' };
  if (/depth|nest/i.test(reason)) return { message: 'it nests too deeply to be read', fix: 'Flatten it.' };
  if (/null byte|non-printable|control/i.test(reason))
    return {
      message: 'it holds a character that no text has',
      fix: 'Remove the character; the file may be binary or in another encoding.',
    };
  // `a: b: c`
  if (/^\s*(?:- )*[^\s#"'][^:#]*:\s[^"'#[{|>]*:(?:\s|$)/.test(line))
    return { message: 'a second ": " stands in the value', fix: 'Put the value in quotes.' };
  if (/indentation|expected|end of the stream/.test(reason))
    return {
      message: 'this line does not fit those above it: its indentation, or a colon or quote before it',
      fix: 'Indent it as deep as its siblings, and look at the line before.',
    };
  return { message: reason.replace(/\.$/, ''), fix: 'Correct the YAML of this line or the one before.' };
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The first name that occurs twice in one map of a JSON text, of which `JSON.parse` silently takes the last. The text must be JSON. */
export function nameTwice(text: string): string | undefined {
  const maps: Set<unknown>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') maps.push(new Set());
    else if (token === '}' || token === ']') maps.pop();
    else if (token !== ':') last = token;
    else {
      const name: unknown = JSON.parse(last);
      const names = maps.at(-1);
      if (names?.has(name) === true) return String(name);
      names?.add(name);
    }
  }
  return undefined;
}

/** A directive of nginx: `proxy_pass http://was;`, or with a block: `location /api { … }`. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** 1-based. */
  readonly line: number;
  readonly block: readonly Directive[] | undefined;
}

export interface NginxConfig {
  readonly directives: readonly Directive[];
  readonly problem: { readonly what: string; readonly line: number } | undefined;
}

interface Token {
  readonly text: string;
  readonly line: number;
  /** Stood in quotes, so it is never punctuation. */
  readonly quoted: boolean;
}

/** Reads a configuration of nginx. Never throws; the first mistake ends the reading. */
export function parseNginx(text: string): NginxConfig {
  const { tokens, problem } = tokenize(text);
  const root: Directive[] = [];
  const open: { readonly name: string; readonly line: number; readonly list: Directive[] }[] = [];
  let list = root;
  let words: Token[] = [];
  for (const token of tokens) {
    const [first] = words;
    if (token.quoted || !/^[;{}]$/.test(token.text)) {
      words.push(token);
    } else if (token.text === ';') {
      if (first !== undefined) {
        const next = words.slice(1).find((word) => word.line > first.line && !word.quoted && STARTS.test(word.text));
        if (next !== undefined && !LISTS.test(first.text))
          return { directives: root, problem: { what: `the directive "${first.text}" has no ";" at its end`, line: first.line } };
        list.push({ name: first.text, args: words.slice(1).map((word) => word.text), line: first.line, block: undefined });
      }
      words = [];
    } else if (token.text === '{') {
      if (first === undefined) return { directives: root, problem: { what: 'a block has no name', line: token.line } };
      const block: Directive[] = [];
      list.push({ name: first.text, args: words.slice(1).map((word) => word.text), line: first.line, block });
      open.push({ name: first.text, line: first.line, list });
      list = block;
      words = [];
    } else {
      const closed = open.pop();
      if (first !== undefined)
        return { directives: root, problem: { what: `the directive "${first.text}" has no ";" at its end`, line: first.line } };
      if (closed === undefined) return { directives: root, problem: { what: 'one "}" is too many', line: token.line } };
      list = closed.list;
    }
  }
  const [left] = words;
  const last = open.at(-1);
  if (problem !== undefined) return { directives: root, problem };
  if (last !== undefined) return { directives: root, problem: { what: `the block "${last.name}" is never closed`, line: last.line } };
  return {
    directives: root,
    problem: left === undefined ? undefined : { what: `the directive "${left.text}" has no ";" at its end`, line: left.line },
  };
}

/** Words that begin a directive; as an argument on a later line they show that a semicolon is missing. */
const STARTS =
  /^(access_log|add_header|client_max_body_size|error_log|error_page|expires|index|keepalive_timeout|listen|location|proxy_\w+|return|rewrite|root|server_name|server|ssl_\w+|stub_status|try_files|gzip\w*|include|upstream|set)$/;

/** Directives that go on over several lines, with any word in them. */
const LISTS = /^(log_format|add_header|map|types|content_by_lua_block|server_name|proxy_set_header|set|return|gzip_types|ssl_ciphers)$/;

function tokenize(text: string): { readonly tokens: readonly Token[]; readonly problem: NginxConfig['problem'] } {
  const tokens: Token[] = [];
  let line = 1;
  let position = 0;
  while (position < text.length) {
    const char = text.charAt(position);
    if (char === '\n') line += 1;
    if (/\s/.test(char)) position += 1;
    else if (char === '#') {
      const end = text.indexOf('\n', position);
      position = end === -1 ? text.length : end;
    } else if (/[;{}]/.test(char)) {
      tokens.push({ text: char, line, quoted: false });
      position += 1;
    } else if (char === '"' || char === "'") {
      let end = position + 1;
      while (end < text.length && text.charAt(end) !== char) end += text.charAt(end) === '\\' ? 2 : 1;
      if (end >= text.length) return { tokens, problem: { what: `the quote ${char} is never closed`, line } };
      const content = text.slice(position + 1, end);
      tokens.push({ text: content, line, quoted: true });
      line += content.split('\n').length - 1;
      position = end + 1;
    } else {
      // `${NAME}` is one word with its brackets; a regular expression in one piece may have some of its own.
      const [word = char] = /^(?:\$\{\w+\}|\\.|\{\d+(?:,\d*)?\}|[^\s;{}"'\\])+/.exec(text.slice(position, position + 4000)) ?? [];
      tokens.push({ text: word, line, quoted: false });
      position += word.length;
    }
  }
  return { tokens, problem: undefined };
}

/** Every directive of a name, with the blocks around it, outermost first. */
export function* directivesNamed(
  list: readonly Directive[],
  name: string,
  around: readonly Directive[] = [],
): Iterable<{ readonly directive: Directive; readonly around: readonly Directive[] }> {
  for (const directive of list) {
    if (directive.name === name) yield { directive, around };
    if (directive.block !== undefined) yield* directivesNamed(directive.block, name, [...around, directive]);
  }
}

/** A directive as it holds inside these blocks: the innermost wins. */
export function inherited(root: readonly Directive[], around: readonly Directive[], name: string): readonly Directive[] {
  for (const block of [...around].reverse()) {
    const own = (block.block ?? []).filter((each) => each.name === name);
    if (own.length > 0) return own;
  }
  return root.filter((each) => each.name === name);
}

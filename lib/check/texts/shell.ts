/** A word of a command as the shell splits it. */
export interface Word {
  /** As written, quotes included. */
  readonly raw: string;
  /** Without its quotes; expansions stay as they are. */
  readonly text: string;
}

/** One simple command and what stands around it. */
export interface Command {
  readonly words: readonly Word[];
  /** `DIR=/backup` before the command, or alone. */
  readonly assignments: readonly string[];
  /** Name of the program without its folder; empty for an assignment alone. */
  readonly name: string;
  /** What follows it: `|`, `&&`, `||`, `&`, `;` or a line's end. */
  readonly next: string;
  /** What stands before it. */
  readonly before: string;
  /** Part of the condition of `if`, `while` or `until`, or after `!`: its failure is looked at. */
  readonly tested: boolean;
  /** 1-based line in the text. */
  readonly line: number;
}

export interface Script {
  readonly commands: readonly Command[];
  /** Why the text ends too early: a quote or bracket that is never closed. */
  readonly unfinished: { readonly what: string; readonly line: number } | undefined;
}

const KEYWORDS = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'function',
  '{',
  '}',
  '!',
  'time',
]);
const CONDITIONS = new Set(['if', 'elif', 'while', 'until', '!']);

/** Reads a script of the POSIX shell or bash: words, quotes, expansions, operators, comments and here-documents. Never throws. */
export function parseShell(text: string): Script {
  return new Reader(text).read();
}

class Reader {
  private position = 0;
  private line = 1;
  private readonly commands: Command[] = [];
  private words: Word[] = [];
  private started = 1;
  private before = '';
  private unfinished: Script['unfinished'];
  private readonly documents: { readonly end: string; readonly line: number }[] = [];

  constructor(private readonly text: string) {}

  read(): Script {
    while (this.position < this.text.length) {
      const char = this.text.charAt(this.position);
      if (char === '\n') {
        this.position += 1;
        this.line += 1;
        this.end('\n');
        this.skipDocuments();
      } else if (char === ' ' || char === '\t' || char === '\r') this.position += 1;
      else if (this.text.startsWith('\\\n', this.position)) {
        this.position += 2;
        this.line += 1;
      } else if (char === '#') this.skipTo('\n');
      else if (this.text.startsWith('((', this.position)) this.arithmetic();
      else if (/[;&|()]/.test(char)) this.operator();
      else if (/[<>]/.test(char) || /^\d+[<>]/.test(this.text.slice(this.position, this.position + 4))) this.redirect();
      else this.word();
    }
    this.end('\n');
    for (const { end, line } of this.documents)
      this.unfinished ??= { what: `the here-document ends nowhere: there is no line "${end}"`, line };
    return { commands: this.commands, unfinished: this.unfinished };
  }

  private operator(): void {
    const two = this.text.slice(this.position, this.position + 2);
    const operator = two === '&&' || two === '||' || two === ';;' || two === '|&' ? two : this.text.charAt(this.position);
    this.position += operator.length;
    this.end(operator === '|&' ? '|' : operator === ';;' || operator === '(' || operator === ')' ? ';' : operator);
  }

  /** `(( 1 << n ))`: no redirection stands in it. A subshell in a subshell, `((`, ends otherwise and is left to the words. */
  private arithmetic(): void {
    const [all] = /^\(\([^\n]*?\)\)(?=[\s;&|)]|$)/.exec(this.text.slice(this.position)) ?? ['('];
    if (all === '(') this.operator();
    else this.position += all.length;
  }

  private redirect(): void {
    const [all = '', arrow = ''] = /^\d*(<<-?|<<<|>>|>&|<&|>\||<|>)&?/.exec(this.text.slice(this.position, this.position + 8)) ?? [
      '>',
      '>',
    ];
    this.position += all.length;
    while (/[ \t]/.test(this.text.charAt(this.position))) this.position += 1;
    const line = this.line;
    const target = this.take();
    if ((arrow === '<<' || arrow === '<<-') && target !== '') this.documents.push({ end: unquoted(target), line });
  }

  private word(): void {
    if (this.words.length === 0) this.started = this.line;
    const raw = this.take();
    if (raw === '') this.position += 1;
    else this.words.push({ raw, text: unquoted(raw) });
  }

  /** One word with all that its quotes and brackets hold together. */
  private take(): string {
    const start = this.position;
    while (this.position < this.text.length && !/[\s;&|()<>]/.test(this.text.charAt(this.position))) {
      const char = this.text.charAt(this.position);
      if (char === '\\') this.forward(2);
      else if (char === "'") this.quote("'");
      else if (char === '"') this.quote('"');
      else if (char === '`') this.quote('`');
      else if (char === '$' && this.text.charAt(this.position + 1) === '(') this.bracket('(', ')');
      else if (char === '$' && this.text.charAt(this.position + 1) === '{') this.bracket('{', '}');
      else this.forward(1);
    }
    return this.text.slice(start, this.position);
  }

  private forward(count: number): void {
    for (let step = 0; step < count; step += 1) {
      if (this.text.charAt(this.position) === '\n') this.line += 1;
      this.position += 1;
    }
  }

  private quote(mark: string): void {
    const { line } = this;
    this.forward(1);
    while (this.position < this.text.length && this.text.charAt(this.position) !== mark) {
      if (mark !== "'" && this.text.charAt(this.position) === '\\') this.forward(2);
      else if (mark === '"' && this.text.startsWith('$(', this.position)) this.bracket('(', ')');
      else this.forward(1);
    }
    if (this.position >= this.text.length) this.unfinished ??= { what: `the quote ${mark} is never closed`, line };
    this.forward(1);
  }

  private bracket(open: string, close: string): void {
    const { line } = this;
    this.forward(2);
    let depth = 1;
    while (this.position < this.text.length && depth > 0) {
      const char = this.text.charAt(this.position);
      if (char === '\\') this.forward(2);
      else if (char === "'" && open === '(') this.quote("'");
      else if (char === '"') this.quote('"');
      else {
        // `case x)` inside a substitution has brackets that do not match; it is rare enough to be read as one.
        if (char === open) depth += 1;
        if (char === close) depth -= 1;
        this.forward(1);
      }
    }
    if (depth > 0) this.unfinished ??= { what: `"$${open}" is never closed`, line };
  }

  private skipTo(mark: string): void {
    const end = this.text.indexOf(mark, this.position);
    this.position = end === -1 ? this.text.length : end;
  }

  private skipDocuments(): void {
    for (let document = this.documents[0]; document !== undefined; document = this.documents[0]) {
      const lines = this.text.slice(this.position).split('\n');
      const { end } = document;
      const found = lines.findIndex((line) => line.replace(/^\t+/, '') === end || line.trimEnd() === end);
      if (found === -1) return;
      this.forward(lines.slice(0, found + 1).reduce((sum, line) => sum + line.length + 1, 0));
      this.documents.shift();
    }
  }

  private end(operator: string): void {
    let words = this.words;
    let tested = this.before === 'tested';
    while (words[0] !== undefined && KEYWORDS.has(words[0].raw)) {
      tested = CONDITIONS.has(words[0].raw);
      words = words.slice(1);
    }
    const first = words.findIndex(({ raw }) => !/^[A-Za-z_]\w*\+?=/.test(raw));
    const assignments = (first === -1 ? words : words.slice(0, first)).map(({ raw }) => raw);
    const own = first === -1 ? [] : words.slice(first);
    if (words.length > 0) {
      const name = own[0]?.text.split('/').at(-1) ?? '';
      const before = this.commands.at(-1)?.next ?? '';
      this.commands.push({ words: own, assignments, name, next: operator, before, tested, line: this.started });
    } else {
      // A line's end after an operator changes nothing; `)` before `|` does.
      const last = this.commands.at(-1);
      if (last !== undefined && operator !== '\n' && last.next === ';')
        this.commands[this.commands.length - 1] = { ...last, next: operator };
    }
    this.before = tested && (operator === '&&' || operator === '||' || operator === '|') ? 'tested' : '';
    this.words = [];
  }
}

/** The text of a word without its quotes. */
function unquoted(raw: string): string {
  return raw.replace(/\\(.)|["']/g, '$1');
}

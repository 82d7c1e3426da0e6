import { nearest } from '../../../values/nearest.ts';
import { documentKind } from '../../document.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { scriptsOf, type FoundScript } from '../../texts/scripts.ts';

/** Variables that a shell, a login or a tool of the surroundings sets. */
const GIVEN =
  /^(HOME|USER|LOGNAME|PATH|PWD|OLDPWD|SHELL|TERM|LANG|LC_\w+|TZ|TMPDIR|HOSTNAME|HOSTTYPE|OSTYPE|IFS|RANDOM|SECONDS|LINENO|UID|EUID|GID|PPID|REPLY|OPTARG|OPTIND|FUNCNAME|PIPESTATUS|BASH\w*|SUDO_\w+|KUBECONFIG|KUBERNETES_\w+|CI|GITHUB_\w+|RUNNER_\w+|EDITOR|DISPLAY|COLUMNS|LINES|XDG_\w+|SSH_\w+|[A-Z]+_SERVICE_(HOST|PORT))$/;

export const shellVariableSet = defineRule({
  id: 'shell-variable-set',
  severity: 'error',
  kinds: [documentKind('Script'), 'v1/ConfigMap'],
  asks: 'A script sets the variables that it reads, above all where it stops at those that are not set (set -u).',
  source: 'https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html',
  *check(manifest, world) {
    for (const found of scriptsOf(manifest, world)) {
      if (!stopsAtUnset(found)) yield* misspelt(found, manifest.object.kind === 'Script');
      if (!stopsAtUnset(found) || takesIn(found)) continue;
      const set = assigned(found);
      const said = new Set<string>();
      for (const [name, line] of read(found)) {
        if (set.has(name) || GIVEN.test(name) || said.has(name)) continue;
        said.add(name);
        const isCapital = name === name.toUpperCase();
        // What is written in capitals may be handed over from outside, unless it is very like something here, and the script asks for it.
        const near =
          isCapital && name.length < 6 ? undefined : ((isCapital ? nearest(name, set) : nearName(name, set)) ?? alike(name, set));
        if (isCapital && (near === undefined || new RegExp(`\\[\\s*-[zn]\\s+"?\\$\\{?${name}\\b`).test(found.text))) continue;
        yield {
          path: manifest.object.kind === 'Script' ? `line ${line}` : found.path,
          message: `line ${line}: $${name} is read, and nothing sets it`,
          why: `The script stops there: "${name}: unbound variable". What came before is done, what comes after is not.`,
          fix: near === undefined ? `Set it, or write \${${name}:-} where it may be empty.` : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** Without set -u the script goes on with nothing: told where another name that it sets is surely the one that was meant. */
function* misspelt(found: FoundScript, isScript: boolean): Iterable<Issue> {
  const opens = found.script.commands.some(
    ({ name, words }) => /^(?:source|\.|eval|getopts)$/.test(name) && !/rc$|profile$/.test(words[1]?.text ?? ''),
  );
  if (opens) return;
  const set = assigned(found);
  const said = new Set<string>();
  for (const [name, line] of read(found, true)) {
    if (set.has(name) || said.has(name) || name.length < 5 || name !== name.toLowerCase() || name.includes('proxy')) continue;
    const meant = [...set].find((each) => /^_\w{1,2}$/.test(name.startsWith(each) ? name.slice(each.length) : '')) ?? nearest(name, set);
    if (meant === undefined || meant.length < 5) continue;
    said.add(name);
    yield {
      path: isScript ? `line ${line}` : found.path,
      severity: 'warning',
      message: `line ${line}: $${name} is read, and nothing sets it; the script sets ${meant}`,
      why: 'The shell puts nothing in its place and goes on: a name, a password or a part of a path is empty.',
      fix: `Did you mean "${meant}"?`,
    };
  }
}

function stopsAtUnset({ script, options }: FoundScript): boolean {
  return (
    /\s-\w*u/.test(` ${options}`) ||
    script.commands.some(({ name, words }) => name === 'set' && words.some(({ text }) => /^-[a-z]*u/.test(text) || text === 'nounset'))
  );
}

/** What another file sets, nobody sees here. */
function takesIn({ script }: FoundScript): boolean {
  return script.commands.some(({ name }) => name === 'source' || name === '.' || name === 'eval' || name === 'getopts');
}

/** Names that the text gives a value, in whatever way. */
function assigned({ text }: FoundScript): ReadonlySet<string> {
  const names = new Set<string>();
  const ways = [
    /(?:^|[\s;&|({"'`])([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/g,
    /\bfor\s+([A-Za-z_]\w*)\b/g,
    /\$\{([A-Za-z_]\w*):?[=?]/g,
    /\(\(\s*([A-Za-z_]\w*)\s*(?:\+\+|--|[-+*/]?=)/g,
    /\bprintf\s+-v\s+([A-Za-z_]\w*)/g,
  ];
  for (const way of ways) for (const [, name = ''] of text.matchAll(way)) names.add(name);
  for (const [, rest = ''] of text.matchAll(
    /\b(?:read|mapfile|readarray|local|declare|typeset|export|readonly)((?:\s+(?:-\w+|"[^"]*"|'[^']*'|[A-Za-z_]\w*))+)/g,
  )) {
    for (const [name] of rest.matchAll(/(?<=\s)[A-Za-z_]\w*/g)) names.add(name);
  }
  return names;
}

/** Variables that the shell itself would fill in, without a default; what stands in single quotes, comments and quoted here-documents is no such. */
function* read({ text }: FoundScript, ofSed = false): Iterable<readonly [name: string, line: number]> {
  const bare = text
    .replace(/<<-?\s*(['"])(\w+)\1[\s\S]*?\n\s*\2(?=\s|$)/g, blank)
    .replace(/\\[^\n]|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?<=^|[\s;])#[^\n]*/gm, (token) =>
      token.startsWith('"') ? token.replace(/\\\$/g, '') : blank(token),
    );
  // A quote that is left over: the text was not understood.
  if (bare.replace(/"(?:[^"\\]|\\[\s\S])*"/g, '').includes("'")) return;
  for (const [index, line] of bare.split('\n').entries()) {
    // Programs in other languages have variables of their own.
    if (/\b(awk|perl|jq|envsubst)\b/.test(line) || (!ofSed && /\bsed\b/.test(line))) continue;
    for (const [, braced, plain] of line.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)) yield [braced ?? plain ?? '', index + 1];
  }
}

/** The same number of lines, and nothing on them. */
function blank(text: string): string {
  return text.replace(/[^\n]+/g, '');
}

/** The same words, with one of them longer: `MONITOR_NS` and `MONITORING_NS`. */
function alike(name: string, known: ReadonlySet<string>): string | undefined {
  const words = name.split('_');
  return [...known].find((each) => {
    const others = each.split('_');
    return (
      words.length > 1 &&
      others.length === words.length &&
      words.every(
        (word, index) =>
          others[index] === word ||
          (word.length > 3 &&
            (others[index] ?? '').length > 3 &&
            (others[index]?.startsWith(word) === true || word.startsWith(others[index] ?? ' '))),
      )
    );
  });
}

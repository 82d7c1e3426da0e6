/** `NAME=word` at the start of a line, and nothing behind it that the shell would have to work out. */
const SET = /^[ \t]*(?:export[ \t]+|local[ \t]+|readonly[ \t]+)?([A-Za-z_]\w*)=([^\n]*)$/gm;

/** `[ -n "$1" ] && NAME=word`, `if …; then NAME=word` */
const LATER = /(?:&&|\|\||[;({]|\b(?:then|else|do))[ \t]*(?:export[ \t]+|local[ \t]+)?([A-Za-z_]\w*)=/g;

/** `alias k='kubectl --kubeconfig ~/.kube/config'` */
const ALIAS = /^[ \t]*alias[ \t]+([\w-]+)=(?:"([^"\n]*)"|'([^'\n]*)'|(\S+))/gm;

/** `cp -Rf values.yaml values.yaml_bak`: what is changed and applied is the copy. */
const COPY = /^[ \t]*cp[ \t]+(?:-\w+[ \t]+)*([\w./-]+\.ya?ml)[ \t]+([\w./-]*[\w-])[ \t]*$/gm;

/**
 * A script with what it says elsewhere put where it counts: commands on one line, without comments, aliases of kubectl and helm
 * written out, variables that are set once to a plain word filled in, and copies of manifests called by the name of the file.
 */
export function toldScript(text: string): string {
  let told = text.replace(/\\\r?\n/g, ' ').replace(/^[ \t]*#.*$/gm, '');
  for (const [, name = '', double, single, bare] of text.matchAll(ALIAS)) {
    const meant = double ?? single ?? bare ?? '';
    if (/^(?:kubectl|helm)(?:\s[^$]*)?$/.test(meant))
      told = told.replace(new RegExp(`(^|[;&|(]|\\b(?:then|do|else))([ \\t]*)${name}(?=[ \\t])`, 'gm'), `$1$2${meant}`);
  }
  for (const [name, value] of plainVariables(told)) {
    if (told.includes('$')) told = told.replace(new RegExp(`\\$(?:\\{${name}\\}|${name}\\b)`, 'g'), value);
  }
  for (const [line, original = '', copy = ''] of text.matchAll(COPY)) {
    if (copy === original || copy.endsWith('/')) continue;
    told = told.replace(line, '').replace(new RegExp(`(^|[\\s"'=/])${copy.replace(/[.\\]/g, '\\$&')}(?=["'\\s]|$)`, 'gm'), `$1${original}`);
  }
  return told;
}

/** Variables that a script sets to one plain word, and nowhere to another. */
function plainVariables(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, Set<string>>();
  for (const [, name = '', written = ''] of text.matchAll(SET)) {
    const [, double, single, bare] = /^(?:"([\w./:-]+)"|'([\w./:-]+)'|([\w./:-]+))[ \t]*(?:#.*)?$/.exec(written) ?? [];
    values.set(name, (values.get(name) ?? new Set()).add(double ?? single ?? bare ?? '$'));
  }
  // What a loop, a question or a later word of a line fills in is not what the first line says.
  for (const [, name = ''] of text.matchAll(LATER)) values.delete(name);
  for (const [, name = ''] of text.matchAll(/\b(?:for|read(?:[ \t]+-\w+)*)[ \t]+([A-Za-z_]\w*)\b/g)) values.delete(name);
  return new Map([...values].flatMap(([name, [only = '$', ...others]]) => (only === '$' || others.length > 0 ? [] : [[name, only]])));
}

import { isMap } from '../kustomize/value.ts';
import type { Fields } from '../read.ts';

/** What options of a command line set, and whether some of it is filled in only when the command runs. */
export interface CommandValues {
  readonly values: Fields;
  readonly open: boolean;
}

/** `--set a.b=c,d[0]=e`, `--set-string x="y z"`, `--helm-set` of old Cilium. */
const SET = /\s--(?:helm-)?set(-string)?[= ]\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)/g;
/** What quotes hold, and what stands behind a backslash outside of them. */
const QUOTED = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs;

/** Reads `--set` as Helm does. @see https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set */
export function commandValues(words: string): CommandValues {
  const values: Record<string, unknown> = {};
  let open = /\s(?:-f|--values|--filename|--set-(?:file|json|literal))[= ]/.test(` ${words}`);
  for (const [, asText, word = ''] of ` ${words}`.matchAll(SET)) {
    for (const [, path = '', written = ''] of unquoted(word).matchAll(/((?:\\.|[^,=\\])+)=(\{[^}]*\}|(?:\\.|[^,\\])*)/g)) {
      if (path.includes('$')) open = true;
      // What the shell fills in is some value, under a name that is known.
      else if (written.includes('$')) put(values, placesOf(path), written.replace(/\$(?=\w)(\w+)/g, '$${$1}'));
      else put(values, placesOf(path), asText === undefined ? typed(written) : plain(written));
    }
  }
  return { values, open };
}

/** A word as the shell hands it over: `a\\.b` and `'a\.b'` are `a\.b`. */
export function unquoted(word: string): string {
  return word.replace(
    QUOTED,
    (_, single?: string, double?: string, one?: string) => single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? one ?? '',
  );
}

/** `a.b[0].c` as names and numbers; a dot behind a backslash belongs to the name. */
function placesOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/((?:\\.|[^.[\]\\])+)|\[(\d+)\]/g)].map(([, name, index]) =>
    index === undefined ? plain(name ?? '') : Number(index),
  );
}

function put(into: Record<string, unknown>, places: readonly (string | number)[], value: unknown): void {
  let at = into as Record<string | number, unknown>;
  for (const [index, place] of places.entries()) {
    const next = places[index + 1];
    if (place === '__proto__' || (typeof place === 'number' && place > 1000)) return;
    if (next === undefined) at[place] = value;
    else {
      const inner = at[place];
      at = (isMap(inner) || Array.isArray(inner) ? inner : (at[place] = typeof next === 'number' ? [] : {})) as Record<
        string | number,
        unknown
      >;
    }
  }
}

function plain(written: string): string {
  return written.replace(/\\(.)/g, '$1');
}

function typed(written: string): unknown {
  if (written.startsWith('{')) return written.slice(1, -1).split(',').map(typed);
  if (/^(?:true|false)$/.test(written)) return written === 'true';
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(written)) return Number(written);
  return plain(written);
}

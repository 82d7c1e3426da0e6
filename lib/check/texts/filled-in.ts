import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** A call of envsubst: what it fills in where. */
export interface FillIn {
  readonly line: number;
  /** The file that it reads, as the script names it; `undefined` where that does not show. */
  readonly file: string | undefined;
  /** The only variables that it fills in; `undefined` for all. */
  readonly listed: readonly string[] | undefined;
  /** Variables that are set for this call alone. */
  readonly given: readonly string[];
}

/** Calls of envsubst in a script. */
export function fillIns({ object }: WorldObject): readonly FillIn[] {
  const text = textAt(object, 'text') ?? '';
  if (!text.includes('envsubst')) return [];
  return text.split('\n').flatMap((raw, index): readonly FillIn[] => {
    const line = raw.replace(/^\s*#.*/, '');
    const [, before = '', rest = ''] = /^(.*?)\benvsubst\b([^|;&)]*)/.exec(line) ?? [];
    if (!line.includes('envsubst') || /\b(command -v|which|apt|brew|install|type|hash)\b/.test(before)) return [];
    const input = /<\s*["']?([^\s"'>]+)/.exec(rest)?.[1] ?? /\bcat\s+["']?([^\s"'|]+)["']?\s*\|\s*$/.exec(before)?.[1];
    const list = /(?:^|\s)(?:'([^']*\$[^']*)'|"((?:[^"\\]|\\.)*\\\$[^"]*)")/.exec(rest.replace(/<.*/, ''));
    const words = list?.[1] ?? list?.[2];
    return [
      {
        line: index + 1,
        file: input,
        listed: words === undefined ? undefined : variables(words.replaceAll('\\', '')),
        given: [...before.matchAll(/\b([A-Za-z_]\w*)=/g)].map(([, name = '']) => name),
      },
    ];
  });
}

/** `$NAME` and `${NAME}` in a text, as envsubst reads them. */
export function variables(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)].map(([, braced, plain]) => braced ?? plain ?? ''))];
}

/** Variables of a script: which it sets, and which of them it hands on to what it starts. */
export function handedOn({ object }: WorldObject): {
  readonly set: ReadonlySet<string>;
  readonly exported: ReadonlySet<string>;
  readonly open: boolean;
} {
  const text = (textAt(object, 'text') ?? '').replace(/^\s*#.*$/gm, '');
  const exported = new Set<string>();
  for (const [, words = ''] of text.matchAll(/(?:^|[;&|({]|\bthen|\bdo)[ \t]*(?:export|declare\s+-\w*x\w*|typeset\s+-x)\s+([^\n;&|]+)/gm))
    for (const [, name = ''] of words.replace(/\$\([^)]*\)|"[^"]*"|'[^']*'/g, '').matchAll(/(?:^|\s)([A-Za-z_]\w*)(?==|\s|$)/g))
      exported.add(name);
  const set = new Set(
    [...text.matchAll(/(?:^|[;&|({]|\bthen|\bdo|\blocal|\breadonly)[ \t]*([A-Za-z_]\w*)=/gm)].map(([, name = '']) => name),
  );
  for (const [, name = ''] of text.matchAll(/\bfor\s+([A-Za-z_]\w*)\s+in\b|\bread\s+(?:-\w+\s+)*([A-Za-z_]\w*)/g)) set.add(name);
  // Whatever is set from here on, or in a file that is read, may be handed on.
  return { set, exported, open: /\bset\s+(-\w*a\w*|-o\s+allexport)\b/.test(text) };
}

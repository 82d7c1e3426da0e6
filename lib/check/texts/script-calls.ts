import type { Command } from './shell.ts';

/** Values of an option that may be given several times: `-f a.yaml --filename=b.yaml`. */
export function optionValues({ words }: Command, ...names: readonly string[]): readonly string[] {
  return words.flatMap(({ text }, index) => {
    if (names.includes(text)) return words[index + 1]?.text ?? [];
    const name = names.find((each) => each.startsWith('--') && text.startsWith(`${each}=`));
    return name === undefined ? [] : text.slice(name.length + 1);
  });
}

/** Words of a command that are no options: `helm upgrade NAME CHART` without `-n x --install`. */
export function plainWords({ words }: Command, valued: readonly string[]): readonly string[] {
  return words.slice(1).flatMap(({ text }, index) => {
    if (text.startsWith('-')) return [];
    const before = words[index]?.text ?? '';
    return valued.includes(before) ? [] : text;
  });
}

/** A word with the variables put in that the commands around it set once, to a plain text. */
export function literalOf(word: string, around: readonly Command[]): string {
  return word.replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare ?? '';
    const given = around.flatMap(({ assignments }) =>
      assignments.flatMap((each) => (each.startsWith(`${name}=`) ? each.slice(name.length + 1) : [])),
    );
    const [only] = new Set(given);
    const plain = /^(["']?)([\w./:-]+)\1$/.exec(only ?? '')?.[2];
    return plain === undefined || new Set(given).size !== 1 ? all : plain;
  });
}

/** A call of kubectl that runs another program within a pod: its own words, and behind `--` those of the program. */
export function partsOf(command: Command): { readonly own: Command; readonly inner: Command | undefined } {
  const end = command.words.findIndex(({ text }) => text === '--');
  if (end === -1) return { own: command, inner: undefined };
  return { own: { ...command, words: command.words.slice(0, end) }, inner: { ...command, words: command.words.slice(end + 1) } };
}

/** A moving branch or the newest release in a URL. */
export function movingPart(url: string): string | undefined {
  return /\/(main|master|HEAD|develop|latest|refs\/heads\/[\w.-]+|trunk)\//.exec(url)?.[1] ?? /[?&]ref=(main|master|HEAD)\b/.exec(url)?.[1];
}

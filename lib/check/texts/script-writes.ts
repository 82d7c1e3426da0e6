import { parseShell, type Command } from './shell.ts';

/** Folders in which everybody may write. */
const OPEN = /^\/(?:dev|proc|tmp|run|var\/tmp)(?:\/|$)/;

/** Files and folders that a script changes in place or writes: `sed -i … FILE`, `tee FILE`, `… > FILE`; none where it looks first whether it may. */
export function writesOf(script: string): readonly string[] {
  if (/\[\s(?:!\s)?-w\s/.test(script)) return [];
  const { commands } = parseShell(script);
  const named = new Map<string, string>();
  for (const [, name = '', path = ''] of script.matchAll(
    /^\s*(?:for\s+(?=\w+\s+in\s)|(?:export\s+|local\s+)?(?=\w+=))(\w+)(?:\s+in\s+|=)["']?(\/[\w./-]*)/gm,
  ))
    named.set(name, path);
  const written = commands.flatMap((command) => changedBy(command));
  const redirected = [...script.replace(/^\s*#.*$/gm, '').matchAll(/(?<![<=-])>{1,2}\s*["']?([/$][\w./${}-]+)/g)].map(
    ([, path = '']) => path,
  );
  return [...written, ...redirected]
    .map((path) => path.replace(/^\$\{?(\w+)\}?/, (all, name: string) => named.get(name) ?? all))
    .filter((path) => path.startsWith('/') && !OPEN.test(path));
}

function changedBy({ name, words }: Command): readonly string[] {
  const plain = words.slice(1).map(({ text }) => text);
  if (name === 'find' && plain.some((word, index) => word === 'sed' && isInPlace(plain[index + 1] ?? ''))) return plain.slice(0, 1);
  if (name === 'sed' && plain.some(isInPlace)) return plain.slice(-1);
  return name === 'tee' ? plain.filter((word) => !word.startsWith('-')) : [];
}

function isInPlace(option: string): boolean {
  return /^(?:-[a-zE]*i|--in-place)/.test(option);
}

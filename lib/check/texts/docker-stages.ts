import { copyIn } from './docker-copy.ts';

/** A stage of a Dockerfile. */
export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  /** Instructions with their line, continued lines joined; without FROM. */
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

/** What stands before the first FROM, and then the stages. */
export function stagesOf(content: string): readonly Stage[] {
  const stages: { base: string; name: string | undefined; lines: { line: number; text: string }[] }[] = [
    { base: '', name: undefined, lines: [] },
  ];
  const lines = content.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let text = /^\s*#/.test(lines[index] ?? '') ? '' : (lines[index] ?? '');
    while (/\\\s*$/.test(text) && index + 1 < lines.length) {
      index += 1;
      text = `${text.replace(/\\\s*$/, ' ')}${/^\s*#/.test(lines[index] ?? '') ? '\\' : (lines[index] ?? '')}`;
    }
    const [from, base = '', name] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(text) ?? [];
    if (from !== undefined) stages.push({ base, name: name?.toLowerCase(), lines: [] });
    else if (text.trim() !== '') stages.at(-1)?.lines.push({ line, text });
  }
  return stages;
}

/** What Go writes in a stage, where every build says it. */
function goWrites({ lines }: Stage): readonly string[] | undefined {
  let folder = '/';
  const found: string[] = [];
  for (const { text } of lines) {
    const to = /^\s*WORKDIR\s+(\S+)/i.exec(text)?.[1];
    if (to !== undefined) folder = to.startsWith('/') ? to : `${folder.replace(/\/$/, '')}/${to}`;
    for (const [call] of text.matchAll(/\bgo\s+build\b[^;&|]*/g)) {
      const out = /\s-o[=\s]+["']?([\w./-]+)["']?(?=\s|$)/.exec(call)?.[1];
      if (out === undefined || /\bcd\s/.test(text)) return undefined;
      const path = out.startsWith('/') ? out : `${folder.replace(/\/$/, '')}/${out.replace(/^\.\//, '')}`;
      if (path.endsWith('/')) return undefined;
      found.push(path);
    }
  }
  return found.length === 0 ? undefined : found;
}

/** What Go writes in a stage that is said to have a program somewhere else; `undefined` where it may be there. */
export function writtenElsewhere(stage: Stage, source: string): readonly string[] | undefined {
  const made = goWrites(stage);
  if (made === undefined || made.some((each) => each === source || each.startsWith(`${source.replace(/\/$/, '')}/`))) return undefined;
  // Named anywhere else, it may come from another command.
  const whole = stage.lines.map(({ text }) => text).join('\n');
  const name = (source.split('/').at(-1) ?? '').replace(/[.+]/g, '\\$&');
  if (whole.includes(source) || new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(whole.replace(/^.*\bgo\s+build\b.*$/gm, '')))
    return undefined;
  return /^\/(?:app|bin|src|build|out|go|server|main|usr\/local\/bin|workspace|code)\b/.test(source) ? made : undefined;
}

/** A stage and those that it builds on, the last of them on an image. */
export function chainOf(last: Stage, stages: readonly Stage[]): readonly Stage[] {
  const found = [last];
  for (let below = named(last, stages); below !== undefined && !found.includes(below); below = named(below, stages)) found.push(below);
  return found;
}

function named({ base }: Stage, stages: readonly Stage[]): Stage | undefined {
  return stages.find(({ name }) => name !== undefined && name === base.toLowerCase());
}

/** What is copied into the stages of a chain, and to which path. */
export function copiesIn(chain: readonly Stage[]): readonly Copied[] {
  const lines = chain.flatMap((stage) => stage.lines.map(({ text }) => text));
  const folder =
    lines
      .findLast((text) => /^\s*WORKDIR\s/i.test(text))
      ?.trim()
      .split(/\s+/)[1] ?? '/';
  return lines.flatMap((text) => {
    const { sources = [], target: to } = copyIn(text) ?? {};
    if (to === undefined) return [];
    return [{ words: sources, target: to.startsWith('/') ? to : `${folder.replace(/\/$/, '')}/${to.replace(/^\.\/?/, '')}` }];
  });
}

/** What is copied, and the path to which. */
export interface Copied {
  readonly words: readonly string[];
  readonly target: string;
}

/** Whether a program may have come to its path with a copy: by its name, or in a folder. */
export function mayHold({ words, target }: Copied, program: string, stages: readonly Stage[]): boolean {
  const folder = target.replace(/\/$/, '');
  if (target === program || /[[$]/.test(target) || words.includes('/')) return true;
  const text = stages.flatMap(({ lines }) => lines.map((each) => each.text)).join('\n');
  return words.some((word) => {
    if (/[*$[]/.test(word) || `${folder}/${word.split('/').at(-1) ?? ''}` === program) return true;
    // What a build writes by that name, or has an ending, is a file and no folder.
    const isFile = /\.\w+$/.test(word) || ` ${text} `.split(/\s+/).some((each, index, all) => each === word && all[index - 1] === '-o');
    return program.startsWith(`${folder}/`) && !isFile;
  });
}

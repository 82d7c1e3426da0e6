import { countBreaks } from './split.ts';

/** A block of YAML in a guide. */
export interface Fence {
  readonly text: string;
  /** Line of the guide on which its first line stands, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown file that are marked as YAML, which people paste into clusters. */
export function yamlFences(markdown: string): readonly Fence[] {
  return fences(markdown, /^\{?\.?(?:ya?ml|kubernetes|k8s)\b/i);
}

/** The fenced commands of a Markdown file, each on the line on which it stands there; `undefined` where there are none. */
export function shellOf(markdown: string): string | undefined {
  let text = '';
  let line = 1;
  for (const fence of fences(markdown, /^\{?\.?(?:ba|z)?sh\b|^(?:shell|console|terminal)\b/i)) {
    text += '\n'.repeat(Math.max(0, fence.line - line)) + fence.text;
    line = fence.line + countBreaks(fence.text);
  }
  return text === '' ? undefined : text;
}

function fences(markdown: string, spoken: RegExp): readonly Fence[] {
  const blocks = markdown.matchAll(/^([ \t]*)(`{3,}|~{3,})[ \t]*(\S*)[^\n]*\n([\s\S]*?)^[ \t]*\2[ \t]*\r?$/gm);
  return [...blocks].flatMap(({ 0: whole, 1: indent = '', 3: language = '', 4: body = '', index }) => {
    if (!spoken.test(language)) return [];
    const line = countBreaks(markdown.slice(0, index)) + countBreaks(whole.slice(0, whole.indexOf('\n') + 1)) + 1;
    return { text: indent === '' ? body : body.replaceAll(new RegExp(`^[ \\t]{1,${indent.length}}`, 'gm'), ''), line };
  });
}

import { countBreaks } from './split.ts';

/** A block of YAML in a guide. */
export interface Fence {
  readonly text: string;
  /** Line of the guide on which its first line stands, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown file that are marked as YAML, which people paste into clusters. */
export function yamlFences(markdown: string): readonly Fence[] {
  const blocks = markdown.matchAll(/^([ \t]*)(`{3,}|~{3,})[ \t]*(\S*)[^\n]*\n([\s\S]*?)^[ \t]*\2[ \t]*\r?$/gm);
  return [...blocks].flatMap(({ 0: whole, 1: indent = '', 3: language = '', 4: body = '', index }) => {
    if (!/^\{?\.?(?:ya?ml|kubernetes|k8s)\b/i.test(language)) return [];
    const line = countBreaks(markdown.slice(0, index)) + countBreaks(whole.slice(0, whole.indexOf('\n') + 1)) + 1;
    return { text: indent === '' ? body : body.replaceAll(new RegExp(`^[ \\t]{1,${indent.length}}`, 'gm'), ''), line };
  });
}

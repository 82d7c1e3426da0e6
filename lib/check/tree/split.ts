/** One document of a YAML file. */
export interface Chunk {
  readonly text: string;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
}

/** A line that is no blank, comment, directive or marker: without one there is no document. */
const CONTENT = /^(?![ \t]*(?:#|$)|%|---[ \t]*(?:#|$)|\.\.\.[ \t]*$)./m;

/**
 * The documents of a YAML file, cut at lines that begin with `---`, as Kubernetes' own decoder cuts them: one that does not
 * parse leaves the others alone.
 */
export function splitDocuments(file: string): readonly Chunk[] {
  const text = file.startsWith('\ufeff') ? file.slice(1) : file;
  const chunks: Chunk[] = [];
  let start = 0;
  let line = 1;
  for (const end of [...boundaries(text), text.length]) {
    const chunk = text.slice(start, end);
    if (CONTENT.test(chunk)) chunks.push({ text: chunk, line });
    line += countBreaks(chunk);
    start = end;
  }
  return chunks;
}

/** Places of `---` at the beginning of a line, the first line of the file aside. */
function* boundaries(text: string): Generator<number> {
  for (let place = text.indexOf('\n---'); place !== -1; place = text.indexOf('\n---', place + 4)) {
    if (/^(?:\s|$)/.test(text.slice(place + 4, place + 5))) yield place + 1;
  }
}

export function countBreaks(text: string): number {
  let breaks = 0;
  for (let place = text.indexOf('\n'); place !== -1; place = text.indexOf('\n', place + 1)) breaks += 1;
  return breaks;
}

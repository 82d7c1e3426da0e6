/** Characters of a line; longer ones are broken, as a terminal does. */
const COLUMNS = 120;
/** Pixels. */
const CHARACTER = 8;
const LINE = 19;
const MARGIN = 20;
const TITLE = 34;

/** Colours of the codes that picocolors writes; all of them readable on the dark ground. */
const COLORS: Readonly<Record<number, string>> = { 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };

const STYLE = `
  text { font: 13.3px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d4d7dd }
  .bold { font-weight: 700; fill: #ffffff }
  .dim { fill: #8b93a1 }
  .red { fill: #ff7b72 }
  .green { fill: #6fd58b }
  .yellow { fill: #e3b341 }
  .cyan { fill: #67d4e8 }`;

/** A piece of one line in one look. */
interface Run {
  readonly text: string;
  readonly column: number;
  readonly classes: string;
}

/** What a terminal showed, escape codes and all, as a picture. The same text gives the same bytes. */
export function terminalSvg(capture: string): string {
  const lines = runsOf(capture.replace(/\n+$/, ''));
  const width = COLUMNS * CHARACTER + 2 * MARGIN;
  const height = TITLE + lines.length * LINE + MARGIN;
  const rows = lines.flatMap((runs, row) => runs.flatMap((run) => textsOf(run, TITLE + (row + 1) * LINE - 5)));
  const plain = lines.map((runs) => runs.map(({ text }) => text).join('')).join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>slipway in a terminal</title>`,
    `<desc>${escaped(plain)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#14171c"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map((color, dot) => `<circle cx="${MARGIN + dot * 18}" cy="17" r="5.5" fill="${color}"/>`),
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

/** Lines of runs; the look goes on from line to line, as on a terminal. */
function runsOf(capture: string): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  const look = { bold: false, dim: false, color: '' };
  let column = 0;
  for (const [, code, character] of capture.matchAll(/\u001b\[([\d;]*)m|([\s\S])/gu)) {
    if (code !== undefined) {
      for (const number of code.split(';').map(Number)) change(look, number);
      continue;
    }
    if (character === '\n' || column === COLUMNS) {
      lines.push([]);
      column = 0;
      if (character === '\n') continue;
    }
    add(lines.at(-1) ?? [], character ?? '', column, [look.bold && 'bold', look.dim && 'dim', look.color].filter(Boolean).join(' '));
    column += 1;
  }
  return lines;
}

function add(line: Run[], character: string, column: number, classes: string): void {
  const last = line.at(-1);
  if (last?.classes === classes) line[line.length - 1] = { ...last, text: last.text + character };
  else line.push({ text: character, column, classes });
}

/** https://en.wikipedia.org/wiki/ANSI_escape_code, Select Graphic Rendition */
function change(look: { bold: boolean; dim: boolean; color: string }, code: number): void {
  if (code === 0) Object.assign(look, { bold: false, dim: false, color: '' });
  else if (code === 1) look.bold = true;
  else if (code === 2) look.dim = true;
  else if (code === 22) Object.assign(look, { bold: false, dim: false });
  else if (code === 39) look.color = '';
  else if (COLORS[code] !== undefined) look.color = COLORS[code];
  else throw new Error(`the picture knows no escape code ${code}`);
}

/** A place of its own for whatever stands after two spaces or more: not every viewer keeps them. */
function textsOf({ text, column, classes }: Run, y: number): string[] {
  return [...text.matchAll(/\S+(?: \S+)*/gu)].map(({ 0: words, index }) => {
    const x = MARGIN + (column + [...text.slice(0, index)].length) * CHARACTER;
    // The length keeps columns in line whatever font the reader's machine has.
    return `<text x="${x}" y="${y}" textLength="${[...words].length * CHARACTER}"${classes === '' ? '' : ` class="${classes}"`}>${escaped(words)}</text>`;
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

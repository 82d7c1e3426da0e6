import { type BuiltDashboard, type BuiltPanel, queriesOf } from './built-dashboard.ts';

// Sizes in pixels.
const COLUMN = 50;
const ROW = 20;
const GAP = 6;
const HEAD = 56;
const LINE = 12;
/** Width of a character of the queries. */
const CHARACTER = 5.45;

/** Colour of a panel's edge, by where its data comes from. */
const EDGE: Readonly<Record<string, string>> = { prometheus: '#e6522c', loki: '#d9a400', tempo: '#1f9bb6' };

/** The layout of a dashboard as Grafana would place it: each panel with its title and its queries. */
export function picture({ title, description, panels }: BuiltDashboard): string {
  const width = 24 * COLUMN + 2 * GAP;
  const height = HEAD + Math.max(...panels.map(({ gridPos: { y, h } }) => y + h)) * ROW + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Helvetica, Arial, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#f4f5f5"/>`,
    `<text x="${2 * GAP}" y="26" font-size="19" font-weight="bold" fill="#24292e">${escaped(title)}</text>`,
    `<text x="${2 * GAP}" y="45" font-size="13" fill="#5f6b73">${escaped(description)}</text>`,
    ...panels.map((panel) => (panel.type === 'row' ? heading(panel) : box(panel))),
    '</svg>',
    '',
  ].join('\n');
}

function heading({ title, gridPos: { y } }: BuiltPanel): string {
  return `<text x="${2 * GAP}" y="${HEAD + y * ROW + 12}" font-size="13" font-weight="bold" fill="#24292e">${escaped(title)}</text>`;
}

function box(panel: BuiltPanel): string {
  const { gridPos: grid, title, type, datasource } = panel;
  const [x, y] = [GAP + grid.x * COLUMN + GAP / 2, HEAD + grid.y * ROW];
  const [width, height] = [grid.w * COLUMN - GAP, grid.h * ROW - GAP];
  const room = Math.floor((height - 26) / LINE);
  const lines = queriesOf(panel).flatMap((query) => wrapped(query, Math.floor((width - 2 * GAP) / CHARACTER)));
  const shown = lines.length > room ? [...lines.slice(0, room - 1), '…'] : lines;
  return [
    '<g>',
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="#ffffff" stroke="#d8dbde"/>`,
    `<rect x="${x}" y="${y}" width="3" height="${height}" fill="${EDGE[datasource?.type ?? ''] ?? '#8e98a0'}"/>`,
    `<text x="${x + 10}" y="${y + 18}" font-size="12.5" font-weight="bold" fill="#24292e">${escaped(title)}</text>`,
    `<text x="${x + width - 7}" y="${y + 18}" font-size="10" text-anchor="end" fill="#8e98a0">${escaped(type)}</text>`,
    ...shown.map(
      (line, i) =>
        `<text x="${x + 10}" y="${y + 34 + i * LINE}" font-size="9" font-family="monospace" fill="#444c52" xml:space="preserve">${escaped(line)}</text>`,
    ),
    '</g>',
  ].join('\n');
}

/** Lines of at most `length` characters, broken where words end, if they do. */
function wrapped(text: string, length: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > length) {
    const best = Math.max(...[' ', ',', '(', '{', '_'].map((mark) => rest.lastIndexOf(mark, length - 1)));
    const end = best > length / 2 ? best + 1 : length;
    lines.push(rest.slice(0, end));
    rest = `  ${rest.slice(end).trimStart()}`;
  }
  return [...lines, rest];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

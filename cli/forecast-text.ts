import type { ObjectForecast } from '../lib/deliver/forecast.ts';
import { highlights } from '../lib/deliver/highlights.ts';
import type { Highlight } from '../lib/deliver/highlights.ts';
import type { Palette } from './io.ts';

/** Lines of a forecast that a person reads before they blur. */
const MOST_LINES = 12;

/** What follows from a delivery beside the changes themselves; nothing for one that only adds. */
export function forecastText(forecasts: readonly ObjectForecast[], color: Palette): readonly string[] {
  const all = highlights(forecasts);
  const parts: string[] = [];
  for (const [head, deed] of [
    ['Argo CD will', true],
    ['and then', false],
  ] as const) {
    const lines = all.filter((highlight) => highlight.deed === deed).map((highlight) => lineOf(highlight, color));
    const more = lines.length - MOST_LINES;
    const shown = more <= 0 ? lines : [...lines.slice(0, MOST_LINES), color.dim(`… and ${more} more`)];
    if (shown.length > 0) parts.push([color.bold(head), ...shown.map((line) => `  ${line}`)].join('\n'));
  }
  return parts;
}

function lineOf({ says, risk, clusters }: Highlight, color: Palette): string {
  const where = color.dim(`(${clusters.join(', ')})`);
  if (risk === undefined) return `${says} ${where}`;
  const paint = risk === 'data-loss' || risk === 'sync-fails' || risk === 'deletes-more' ? color.red : color.yellow;
  return `${paint(`! ${says}`)} ${where}`;
}

import { ENGINE_RULES } from '../lib/check/exceptions.ts';
import { rulePage } from '../lib/check/report/pages.ts';
import { FAMILIES } from '../lib/check/rules/index.ts';
import type { Palette } from './io.ts';

/** The page of a rule for a terminal; `undefined` where there is no such rule. */
export function explainRule(id: string, color: Palette): string | undefined {
  const asks = ENGINE_RULES[id];
  if (asks !== undefined) return `${color.bold(id)}\n\n${asks} (warning)\n\nThe engine itself asks this: docs/check.md, "An exception".`;
  const [family] = Object.entries(FAMILIES).find(([, list]) => list.some((rule) => rule.id === id)) ?? [];
  return family === undefined ? undefined : shown(rulePage(family, id), color);
}

export function ruleNames(): readonly string[] {
  return [...Object.values(FAMILIES).flatMap((list) => list.map(({ id }) => id)), ...Object.keys(ENGINE_RULES)];
}

/** Markdown as a terminal shows it: headings bold without their signs, links as they are. */
function shown(page: string, color: Palette): string {
  return page
    .trimEnd()
    .split('\n')
    .map((line) => (/^#+ /.test(line) ? color.bold(line.replace(/^#+ /, '')) : line.replace(/^- <(.+)>$/, '- $1')))
    .join('\n');
}

import type { Problem } from '../errors.ts';
import { problemText } from '../errors.ts';
import { short } from './blob-id.ts';
import { conflictProblem } from './conflicts.ts';
import { goneOf } from './gone.ts';
import { guardProblem } from './guards.ts';
import type { Guard } from './guards.ts';
import { highlights } from './highlights.ts';
import { code, prose } from './markdown-text.ts';
import { appSections, clusterList } from './markdown-changes.ts';
import type { AppSection } from './markdown-changes.ts';
import type { PlanPlace } from './plan-place.ts';
import type { Preview } from './preview.ts';
import { counted } from '../values/counted.ts';

/** The first line of every plan that is shown in a pull request: by it the comment is found again and updated. */
export const PLAN_MARKER = '<!-- slipway:plan -->';

/** Longest body of a comment or a pull request on GitHub. Unit: characters; counted here in bytes of UTF-8, which are never fewer. */
export const GITHUB_BODY_LIMIT = 65_536;

/** Highlights, guards and conflicts that are shown each; the rest are counted. Fewer where they would fill the room alone. */
const MOST_LINES = [40, 10, 3] as const;

/** Branches that are named one by one. */
const MOST_BRANCHES = 12;

export interface MarkdownOptions {
  readonly place: PlanPlace;
  /** Branches of the place, one a cluster, and where they stand. @default the one of the place */
  readonly branches?: readonly { readonly branch: string; readonly base: string | undefined }[] | undefined;
  readonly guards: readonly Guard[];
  /** Unit: bytes. @default {@link GITHUB_BODY_LIMIT} */
  readonly limit?: number | undefined;
  /** Name of the file that has everything, named where something is left out. */
  readonly artifact?: string | undefined;
}

/** A plan for the readers of a pull request: what happens first, then the changes by app, as much as there is room for. */
export function prMarkdown(found: Preview, { place, branches, guards, limit = GITHUB_BODY_LIMIT, artifact }: MarkdownOptions): string {
  const heads = MOST_LINES.map((most) =>
    [PLAN_MARKER, title(found), where(found, place, branches), ...warnings(found, guards, most), ...happenings(found, most)].join('\n\n'),
  );
  const head = heads.find((candidate) => bytes(candidate) <= limit / 2) ?? heads.at(-1) ?? '';
  const sections = appSections(found.changes, goneOf(found));
  const rest = artifact === undefined ? 'the plan itself' : `the file ${code(artifact)} of this run`;
  const foot = (left: string): string => (left === '' ? '' : `\n\n_There is no room here for ${left}: see ${rest}._`);

  // The longest possible last line is kept free.
  const room = limit - bytes(head) - bytes(foot('all fields of 1000000 objects and 1000000 apps')) - 1;
  const { shown, shortened, dropped } = fitted(sections, room);
  const left = [shortened > 0 ? `all fields of ${counted(shortened, 'object')}` : '', dropped > 0 ? counted(dropped, 'app') : ''];
  return `${[head, ...shown].join('\n\n')}${foot(left.filter((part) => part !== '').join(' and '))}\n`;
}

/** Full sections where there is room; the longest are shortened first, and the last are left out when even that is not enough. */
function fitted(sections: readonly AppSection[], room: number): { shown: readonly string[]; shortened: number; dropped: number } {
  const levels = sections.map(() => 0);
  const text = (index: number): string => sections[index]?.levels[levels[index] ?? 0] ?? '';
  const size = (index: number): number => bytes(text(index)) + 2;
  let total = sections.reduce((sum, _section, index) => sum + size(index), 0);
  for (const level of [1, 2]) {
    const longestFirst = sections.map((_section, index) => index).sort((a, b) => size(b) - size(a) || a - b);
    for (const index of longestFirst) {
      if (total <= room) break;
      total -= size(index);
      levels[index] = level;
      total += size(index);
    }
  }
  let kept = sections.length;
  while (kept > 0 && total > room) {
    kept -= 1;
    total -= size(kept);
  }
  const shortened = sections.reduce((sum, { objects }, index) => (index < kept && levels[index] !== 0 ? sum + objects : sum), 0);
  return { shown: sections.slice(0, kept).map((_section, index) => text(index)), shortened, dropped: sections.length - kept };
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function title({ changes, plan }: Preview): string {
  const parts = [
    [changes.filter(({ action }) => action === 'add').length, 'to add'],
    [changes.filter(({ action }) => action === 'change').length, 'to change'],
    [changes.filter(({ action }) => action === 'remove').length, 'to remove'],
    [plan.adopted.length, 'to take over'],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
  return `### Plan: ${said.length === 0 ? 'nothing to deliver' : said.join(', ')}`;
}

function where(
  { plan: { base }, clusters }: Preview,
  { target, branch, folder }: PlanPlace,
  branches: MarkdownOptions['branches'] = [{ branch, base }],
): string {
  const place = `${code(target)}${folder === '' ? '' : `, folder ${code(folder)}`}`;
  if (branches.length > MOST_BRANCHES) return `To ${place}, to ${branches.length} branches, one for each cluster.`;
  const names = branches.map((one) => {
    return `branch ${code(one.branch)} ${one.base === undefined ? 'which has no commit yet' : `at ${code(short(one.base))}`}`;
  });
  return `To ${place}, ${names.join(', ')}, for ${clusters.length === 0 ? 'no cluster' : clusterList(clusters)}.`;
}

function* warnings({ plan }: Preview, guards: readonly Guard[], most: number): Generator<string> {
  if (plan.conflicts.length > 0) yield box('CAUTION', 'This plan cannot be delivered:', plan.conflicts.map(conflictProblem), most);
  if (guards.length > 0) yield box('WARNING', 'A person has to confirm this:', guards.map(guardProblem), most);
  if (plan.taken.length > 0) {
    const lines = plan.taken.slice(0, most).map((path) => `> - ${code(path)}`);
    yield [
      '> [!WARNING]',
      '> Edits that somebody made in the target are overwritten:',
      ...lines,
      ...more('> ', plan.taken.length, most),
    ].join('\n');
  }
}

function box(kind: 'CAUTION' | 'WARNING', words: string, problems: readonly Problem[], most: number): string {
  const lines = problems.slice(0, most).map((problem) => `> - ${prose(problemText(problem))}`);
  return [`> [!${kind}]`, `> ${words}`, ...lines, ...more('> ', problems.length, most)].join('\n');
}

function* happenings({ forecasts }: Preview, most: number): Generator<string> {
  const all = highlights(forecasts);
  const lines = (deed: boolean): readonly string[] => {
    const some = all.filter((highlight) => highlight.deed === deed);
    const shown = some.slice(0, most).map(({ says, risk, clusters }) => {
      return `- ${risk === undefined ? '' : `**${risk}** `}${prose(says)} (${clusterList(clusters)})`;
    });
    return [...shown, ...more('', some.length, most)];
  };
  const [deeds, others] = [lines(true), lines(false)];
  if (deeds.length > 0) yield ['**Argo CD will**', '', ...deeds].join('\n');
  if (others.length > 0) yield ['**And then**', '', ...others].join('\n');
}

function more(lead: string, amount: number, most: number): readonly string[] {
  return amount > most ? [`${lead}- and ${amount - most} more`] : [];
}

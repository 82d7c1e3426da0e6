import { durationSeconds, parts, type Expression, type Operation } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn, type Query } from '../../observability/queries.ts';
import { unitOf } from '../../observability/units.ts';
import { defineRule } from '../../rule.ts';

const WHY = 'Who is woken reads another limit than the one that was crossed, and looks for the wrong thing.';

export const alertTextAgrees = defineRule({
  id: 'alert-text-agrees',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'An alert says the limit and the time that it asks for.',
  source: 'https://prometheus.io/docs/practices/alerting/; seed 003, M27',
  *check(manifest, world) {
    for (const query of queriesIn(world, manifest)) {
      if (query.kind !== 'alert' || query.tree === undefined || query.rule === undefined) continue;
      const compared = [...parts(query.tree)].filter(isThreshold);
      for (const [key, raw] of Object.entries(query.rule.annotations)) {
        // What a template puts in is the value itself.
        const text = raw.replace(/\{\{[\s\S]*?\}\}\s*%?/g, ' … ');
        const limit = compared.length === 1 && compared[0] !== undefined ? otherLimit(text, compared[0]) : undefined;
        if (limit !== undefined) {
          yield {
            path: query.path,
            message: `${query.name}: its ${key} says ${limit.said}, and the query asks for ${limit.asked}`,
            why: WHY,
            fix: 'Write the same number in both places.',
          };
        }
        const time = otherTime(text, query);
        if (time === undefined) continue;
        yield {
          path: query.path,
          message: `${query.name}: its ${key} says ${time.said}, and the alert waits for ${time.waits}`,
          why: WHY,
          fix: 'Write the same time in both places.',
        };
      }
    }
  },
});

type Threshold = Operation & { readonly right: { readonly type: 'number'; readonly value: number } };

function isThreshold(part: Expression): part is Threshold {
  return part.type === 'operation' && /^[<>]=?$/.test(part.operator) && part.right.type === 'number' && part.right.value > 0;
}

/** A percentage or time in the text that is not the threshold, in whatever unit. */
function otherLimit(text: string, { left, right }: Threshold): { readonly said: string; readonly asked: string } | undefined {
  const unit = unitOf(left);
  const percents = [...text.matchAll(/(?<![\w.-])(\d+(?:\.\d+)?)\s?(?:%|percent\b)/gi)];
  const [percent] = percents;
  if (percent !== undefined && percents.length === 1 && (unit === 'ratio' || unit === 'percent' || unit === undefined)) {
    // Ratios of a service that works (1 - errors) and limits of what is left are told from the other side.
    const meant = [right.value, right.value * 100, 100 - right.value, 100 - right.value * 100];
    return meant.some((each) => near(each, Number(percent[1]))) || (unit === undefined && right.value >= 1)
      ? undefined
      : { said: percent[0], asked: shown(right.value, unit) };
  }
  const times = [
    ...text.matchAll(
      /(?<=\b(?:above|over|than|exceeds?|exceeded|below|under|>)\s*)(\d+(?:\.\d+)?)\s?(ms|milliseconds?|s|secs?|seconds?)\b/gi,
    ),
  ];
  const [time] = times;
  if (time === undefined || times.length > 1 || (unit !== 'seconds' && unit !== 'milliseconds')) return undefined;
  const seconds = Number(time[1]) / (/^m/i.test(time[2] ?? '') ? 1000 : 1);
  const asked = unit === 'seconds' ? right.value : right.value / 1000;
  return near(seconds, asked) ? undefined : { said: time[0], asked: `${right.value} ${unit === 'seconds' ? 's' : 'ms'}` };
}

function shown(value: number, unit: string | undefined): string {
  return unit === 'ratio' ? `${value} (${Number((value * 100).toPrecision(6))}%)` : String(value);
}

/** `for 5 minutes` in the text, where neither the alert waits so long nor its query looks so far back. */
function otherTime(text: string, { rule, written }: Query): { readonly said: string; readonly waits: string } | undefined {
  const waits = rule?.for;
  const found = [
    ...text.matchAll(
      /\bfor\s+(?:more than |over |at least |longer than |the (?:last|past) )?(\d+)\s?(s|sec|seconds?|m|min|mins|minutes?|h|hours?)\b/gi,
    ),
  ];
  const [first] = found;
  if (waits === undefined || first === undefined || found.length > 1) return undefined;
  const said = durationSeconds(`${first[1] ?? ''}${(first[2] ?? '').charAt(0).toLowerCase()}`);
  const windows = [...written.matchAll(/\[(\w+)(?::\w*)?\]/g)].map(([, window]) => durationSeconds(window));
  const known = [durationSeconds(waits), ...windows].filter((each) => each !== undefined);
  if (said === undefined || known.length === 0 || known.includes(said)) return undefined;
  // A query over five minutes that must hold for ten is told as fifteen, too.
  const [own = 0] = known;
  return windows.some((window) => window !== undefined && window + own === said) ? undefined : { said: first[0], waits };
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) < 1e-9 * Math.max(1, Math.abs(one));
}

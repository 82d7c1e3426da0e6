import { Duration } from './duration.ts';

const MINUTES_A_DAY = 24 * 60;
/** A leap year and the January after it: every date and every turn of a month occurs. */
const DAYS = 366 + 31;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Longest time between two runs of a valid schedule that follow each other. A library that finds one next run at a time
 * needs half a second for a year of them, which every synthesis would pay.
 */
export function longestGap(fields: readonly string[]): Duration {
  const [minute = '*', hour = '*', date = '*', month = '*', weekday = '*'] = fields;
  const minutes = expand(minute, 0, 59);
  const times = expand(hour, 0, 23).flatMap((h) => minutes.map((m) => h * 60 + m));
  const onDay = dayMatcher(date, month, weekday);

  let longest = 0;
  let last: number | undefined;
  for (let day = 0; day < DAYS; day += 1) {
    if (!onDay(new Date(FIRST_DAY + day * MINUTES_A_DAY * 60_000))) continue;
    for (const time of times) {
      const now = day * MINUTES_A_DAY + time;
      if (last !== undefined) longest = Math.max(longest, now - last);
      last = now;
    }
  }
  return Duration.minutes(longest === 0 ? DAYS * MINUTES_A_DAY : longest);
}

/** Where date and weekday are both restricted, either is enough: Kubernetes follows Vixie cron. */
function dayMatcher(date: string, month: string, weekday: string): (day: Date) => boolean {
  const dates = expand(date, 1, 31);
  const months = expand(month, 1, 12, MONTHS, 1);
  const weekdays = expand(weekday, 0, 6, WEEKDAYS, 0);
  const either = !/^[*?]/.test(date) && !/^[*?]/.test(weekday);
  return (day) => {
    const byDate = dates.includes(day.getUTCDate());
    const byWeekday = weekdays.includes(day.getUTCDay());
    return months.includes(day.getUTCMonth() + 1) && (either ? byDate || byWeekday : byDate && byWeekday);
  };
}

/** `1,10-20/5` → 1, 10, 15, 20. */
function expand(field: string, low: number, high: number, names: readonly string[] = [], firstName = 0): number[] {
  const value = (text: string): number => {
    const named = names.indexOf(text.toLowerCase());
    return named < 0 ? Number(text) : named + firstName;
  };
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '*', step] = part.split('/');
    const [from = '*', to] = range.split('-');
    const open = from === '*' || from === '?';
    const start = open ? low : value(from);
    const end = open || (to === undefined && step !== undefined) ? high : value(to ?? from);
    for (let n = start; n <= end; n += Number(step ?? 1)) found.add(n);
  }
  return [...found].sort((one, other) => one - other);
}

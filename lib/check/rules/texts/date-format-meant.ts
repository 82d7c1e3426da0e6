import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';

/** A date whose month is %M, the minute, or a time whose minute is %m, the month. */
const MONTH = /date\b[^\n)`]*\+["']?[^\s)`"']*%[Yy][-_./]?%M[-_./]?%d/;
const MINUTE = /date\b[^\n)`]*\+["']?[^\s)`"']*%H[-_:.]?%m[-_:.]?%S/;

export const dateFormatMeant = defineRule({
  id: 'date-format-meant',
  severity: 'error',
  kinds: SCRIPT_KINDS,
  asks: 'Names with a date are made of months (%m) and minutes (%M) in their places.',
  source: 'https://www.gnu.org/software/coreutils/manual/html_node/date-invocation.html',
  *check(manifest, world) {
    for (const { path, text } of scriptsOf(manifest, world)) {
      const wrong = !text.includes('%')
        ? undefined
        : MONTH.test(text)
          ? { is: '%M, the minute, stands for the month', fix: 'Write %m.' }
          : MINUTE.test(text)
            ? { is: '%m, the month, stands for the minute', fix: 'Write %M.' }
            : undefined;
      if (wrong === undefined) continue;
      yield {
        path,
        message: `in the format of a date ${wrong.is}`,
        why: 'Files are named by days that never were: they sort in no order, two may have one name, and what clears away old ones takes new ones.',
        fix: wrong.fix,
      };
    }
  },
});

import { InputError } from '../../errors.ts';
import { Cron } from '../../values/cron.ts';

/** A schedule that is taken, and whose day never comes: 31 February. */
export function neverComes(text: string): boolean {
  if (text.startsWith('@')) return false;
  try {
    Cron.parse(text);
    return false;
  } catch (error) {
    return error instanceof InputError && error.problems[0]?.what.endsWith(' fits no day') === true;
  }
}

const MACROS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

const judged = new Map<string, CronProblem | undefined>();

interface CronProblem {
  readonly message: string;
  readonly fix: string;
}

/** What is wrong with a schedule, if anything is: macros are taken, and days that never come too. Trees have few, used often. */
export function cronProblem(text: string): CronProblem | undefined {
  if (!judged.has(text)) judged.set(text, judge(text));
  return judged.get(text);
}

function judge(text: string): CronProblem | undefined {
  if (MACROS.has(text) || /^@every [0-9hms.]+$/.test(text)) return undefined;
  try {
    Cron.parse(text);
    return undefined;
  } catch (error) {
    const [problem] = error instanceof InputError ? error.problems : [];
    if (problem === undefined) throw error;
    return problem.what.endsWith(' fits no day') ? undefined : { message: problem.what, fix: problem.fix };
  }
}

import { Cron as Croner } from 'croner';
import { InputError } from '../errors.ts';
import { longestGap } from './cron-gap.ts';
import type { Duration } from './duration.ts';
import { counted } from './counted.ts';

/** One part of a field: everything, a value or a range, with an optional step. What croner knows beyond this (L, W, #) Kubernetes does not. */
const PART = '(?:[*?]|(?:[0-9]+|[A-Za-z]{3})(?:-(?:[0-9]+|[A-Za-z]{3}))?)(?:/[0-9]+)?';
const FIELD = new RegExp(`^${PART}(?:,${PART})*$`);

/** Where the search for a next run starts; any fixed moment does. */
const START = '2024-01-01T00:00:00Z';

/**
 * A schedule of a CronJob: minute, hour, day of month, month, day of week (0 is Sunday, 7 is not taken).
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export class Cron {
  private constructor(
    /** As it was written. */
    readonly text: string,
  ) {}

  /** @throws InputError unless the text has five fields that Kubernetes takes, and some day fits them. */
  static parse(text: string): Cron {
    const refuse = (what: string, fix: string): never => {
      throw new InputError(`"${text}"`, what, fix);
    };
    if (text.startsWith('@'))
      refuse(`${text} is a macro, and Kubernetes knows only some of them`, 'Write five fields, such as 0 3 * * * for daily at 03:00.');
    if (/^(CRON_)?TZ=/.test(text)) refuse(`${text} has a time zone inside, which Kubernetes refuses`, 'Set timeZone beside the schedule.');

    const fields = text
      .trim()
      .split(/\s+/)
      .filter((field) => field !== '');
    if (fields.length !== 5) {
      refuse(
        `${text === '' ? 'nothing' : text} has ${counted(fields.length, 'field')}, Kubernetes takes 5`,
        'Write minute, hour, day of month, month, day of week; there are no seconds.',
      );
    }
    const odd = fields.find((field) => !FIELD.test(field));
    if (odd !== undefined)
      refuse(`${text} has the field ${odd}, which Kubernetes cannot read`, 'Use numbers, names such as MON, lists, ranges, * and steps.');
    if (/(^|[,-])0*7($|[,/-])/.test(fields[4] ?? ''))
      refuse(`${text} has the day of week 7, Kubernetes takes 0 to 6`, 'Write 0 for Sunday.');

    let next: Date | null;
    try {
      // croner reads ? as the present moment, Kubernetes as *.
      next = new Croner(fields.join(' ').replaceAll('?', '*'), {
        mode: '5-part',
        utcOffset: 0,
        paused: true,
        sloppyRanges: true,
      }).nextRun(new Date(START));
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
      return refuse(`${text} is no schedule (${reason})`, 'Write minute 0-59, hour 0-23, day 1-31, month 1-12, day of week 0-6.');
    }
    if (next === null) refuse(`${text} fits no day`, 'Choose a day that the month has.');
    return new Cron(text);
  }

  /** Longest time between two runs that follow each other. */
  get longestGap(): Duration {
    return longestGap(this.text.trim().split(/\s+/));
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

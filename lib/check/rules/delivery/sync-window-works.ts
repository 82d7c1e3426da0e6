import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isTimeZone } from '../../schema/core/workloads.ts';
import { cronProblem } from '../../schema/cron.ts';
import { GO_DURATION } from '../../schema/formats.ts';

export const syncWindowWorks = defineRule({
  id: 'sync-window-works',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/AppProject'],
  asks: 'A sync window of a project has a schedule, a duration and a time zone that Argo CD reads, and says for whom it is.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/',
  *check({ object }) {
    for (const [index, window] of itemsAt(object, 'spec.syncWindows').entries()) {
      yield* faults(window, `spec.syncWindows[${index}]`);
    }
  },
});

function* faults(window: unknown, path: string): Iterable<Issue> {
  const why =
    'Argo CD cannot tell whether the window is open: the project is refused where it is checked, and syncs of its Applications run when they must not, or end in an error.';
  const [schedule, duration, zone] = ['schedule', 'duration', 'timeZone'].map((key) => textAt(window, key));
  const isOpen = (value: string | undefined): boolean => value === undefined || /[${<]/.test(value);
  const problem = isOpen(schedule)
    ? undefined
    : schedule?.startsWith('@') === true
      ? { message: `the schedule ${schedule} is a word, and windows have five fields`, fix: 'Write minute, hour, day, month and weekday.' }
      : cronProblem(schedule ?? '');
  if (problem !== undefined) yield { path: `${path}.schedule`, ...problem, why };
  if (!isOpen(duration) && !GO_DURATION.test(duration ?? '')) {
    const [, count = '', unit = ''] = /^(\d+)\s*(d|days?|w|weeks?|h\w+|m\w+)$/.exec(duration ?? '') ?? [];
    const hours = Number(count) * (unit.startsWith('w') ? 168 : 24);
    const fix = /^[dw]/.test(unit)
      ? `Write ${hours}h: hours are the largest unit.`
      : `Write ${/^[hm]/.test(unit) ? `${count}${unit[0] ?? ''}` : 'it in h and m, such as 1h30m'}.`;
    yield { path: `${path}.duration`, message: `"${duration ?? ''}" is no duration that Argo CD reads`, why, fix };
  }
  if (!isOpen(zone) && zone !== '' && !isTimeZone(zone ?? '')) {
    const message = `there is no time zone ${zone ?? ''}`;
    yield { path: `${path}.timeZone`, message, why, fix: 'Write a name such as Asia/Seoul or UTC.' };
  }
  if (['applications', 'namespaces', 'clusters'].every((list) => at(window, list) === undefined || itemsAt(window, list).length === 0)) {
    yield {
      path,
      severity: 'warning',
      message: 'the window names no applications, no namespaces and no clusters',
      why: 'It is about nothing: Applications sync whenever they like.',
      fix: "Add applications: ['*'].",
    };
  }
}

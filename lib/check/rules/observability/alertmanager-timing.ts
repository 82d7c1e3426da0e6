import { alertmanagersIn } from '../../observability/alertmanagers.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** What counts where a root route says nothing. @see https://prometheus.io/docs/alerting/latest/configuration/#route */
const DEFAULTS = { group_wait: '30s', group_interval: '5m', repeat_interval: '4h' } as const;

export const alertmanagerTiming = defineRule({
  id: 'alertmanager-timing',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A route repeats no more often than it looks at its group, and its times are durations.',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#route',
  *check(manifest, world) {
    for (const { routes, part } of alertmanagersIn(world, manifest)) {
      const root = routes.find((each) => each.root)?.fields;
      for (const { fields, path } of routes) {
        const read = (key: keyof typeof DEFAULTS): string => {
          const name = part ? key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) : key;
          return textAt(fields, name) ?? textAt(root, name) ?? DEFAULTS[key];
        };
        const wrong = (['group_wait', 'group_interval', 'repeat_interval'] as const).find(
          (key) => durationSeconds(read(key)) === undefined || /^[1-9]\d*$/.test(read(key)),
        );
        if (wrong !== undefined) {
          yield {
            path,
            severity: 'error',
            message: `${wrong} is "${read(wrong)}", which is no duration`,
            why: 'Alertmanager refuses the configuration, and nobody is told of any alert.',
            fix: 'Write a number with ms, s, m, h, d or w.',
          };
          continue;
        }
        const [repeat = 0, group = 0] = [durationSeconds(read('repeat_interval')), durationSeconds(read('group_interval'))];
        const own = ['repeat_interval', 'group_interval', 'repeatInterval', 'groupInterval'].some(
          (key) => textAt(fields, key) !== undefined,
        );
        if (!own || repeat >= group) continue;
        yield {
          path,
          message: `repeat_interval ${read('repeat_interval')} is shorter than group_interval ${read('group_interval')}`,
          why: 'Messages are repeated only when the group is looked at: every group_interval, not as written.',
          fix: 'Make repeat_interval a multiple of group_interval.',
        };
      }
    }
  },
});

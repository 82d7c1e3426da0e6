import { alertmanagersIn } from '../../observability/alertmanagers.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const alertmanagerReceiverExists = defineRule({
  id: 'alertmanager-receiver-exists',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Every route of Alertmanager names a receiver that is declared once, and times that are declared.',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#route',
  *check(manifest, world) {
    for (const { routes, receivers, stack, part, shape } of alertmanagersIn(world, manifest)) {
      const names = receivers.map(({ name }) => name);
      const why = 'Alertmanager refuses the whole configuration: it keeps the old one, or does not start, and nobody is told of any alert.';
      for (const { root, receiver, path } of routes) {
        if (receiver === undefined || receiver === '') {
          // Chart values leave the receiver "null" of the chart in place, and a receiver named null with it only if the list has it.
          if (root && !part && !stack) yield { path, message: 'the root route has no receiver', why, fix: 'Name one of the receivers.' };
          if (root && stack && !names.includes('null'))
            yield {
              path,
              message: 'the receivers replace those of the chart, whose root route still names "null"',
              why,
              fix: 'Set route.receiver, or add {name: "null"} to the receivers.',
            };
          continue;
        }
        if (names.includes(receiver) || /\{\{|\$\{/.test(receiver)) continue;
        const near = nearName(receiver, names);
        yield {
          path,
          message: `the route sends to receiver "${receiver}", which is not declared; declared: ${names.join(', ') || 'none'}`,
          why,
          fix: near === undefined ? 'Declare the receiver, or name one that is.' : `Did you mean "${near}"?`,
        };
      }
      const times = ['time_intervals', 'mute_time_intervals', 'muteTimeIntervals'].flatMap((list) =>
        itemsAt(shape.content, list).flatMap((each) => textAt(each, 'name') ?? []),
      );
      for (const { fields, path } of routes) {
        for (const list of ['mute_time_intervals', 'active_time_intervals', 'muteTimeIntervals', 'activeTimeIntervals']) {
          const lost = itemsAt(fields, list)
            .flatMap((each) => text(each) ?? [])
            .find((each) => !times.includes(each) && !each.includes('{{'));
          if (lost === undefined || (stack && times.length === 0 && routes.length === 0)) continue;
          const near = nearName(lost, times);
          yield {
            path,
            message: `the route names the time interval "${lost}", which is not declared; declared: ${times.join(', ') || 'none'}`,
            why,
            fix: near === undefined ? 'Declare it under time_intervals.' : `Did you mean "${near}"?`,
          };
        }
      }
      for (const [index, { name, path }] of receivers.entries()) {
        if (names.indexOf(name) !== index)
          yield { path, message: `there are two receivers "${name}"`, why, fix: 'Rename one, or put their integrations together.' };
        else if (
          !part &&
          !stack &&
          name !== '' &&
          !routes.some(({ receiver }) => receiver === name) &&
          !/null|blackhole|default/.test(name)
        )
          yield {
            path: shape.path,
            severity: 'info',
            message: `no route sends to the receiver "${name}"`,
            why: 'What it was written for goes to another receiver.',
            fix: 'Add a route for it, or remove it.',
          };
      }
    }
  },
});

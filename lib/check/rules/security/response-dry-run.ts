import { at, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';

/** Actions of Falco Talon that stop or cut off what runs. */
const HARD =
  /^(kubernetes:(terminate|delete|drain|cordon|networkpolicy|exec|script)|cilium:networkpolicy|calico:networkpolicy|aws:lambda)$/;

export const responseDryRun = defineRule({
  id: 'response-dry-run',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'An automatic response that stops pods is tried as a dry run first, or is limited to rules that are named.',
  source: 'https://docs.falco-talon.org/docs/rules/; seed 002, L-22',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'talon')) {
      // Actions stand in a list of their own, and are named by the rules.
      const named = new Map(
        items(shape.content).flatMap((each) =>
          textAt(each, 'action') === undefined ? [] : [[textAt(each, 'action') ?? '', textAt(each, 'actionner')] as const],
        ),
      );
      for (const [index, rule] of items(shape.content).entries()) {
        if (at(rule, 'actions') === undefined || text(at(rule, 'dry_run')) === 'true') continue;
        const hard = itemsAt(rule, 'actions')
          .map((action) => textAt(action, 'actionner') ?? named.get(textAt(action, 'action') ?? '') ?? '')
          .filter((each) => HARD.test(each));
        const limited =
          itemsAt(rule, 'match.rules').length > 0 &&
          (itemsAt(rule, 'match.output_fields').length > 0 || itemsAt(rule, 'match.tags').length > 0);
        if (hard.length === 0 || limited) continue;
        yield {
          path: partPath(shape, index),
          message: `the response "${textAt(rule, 'rule') ?? textAt(rule, 'name') ?? ''}" does ${hard.join(', ')} at once, and is no dry run`,
          why: 'One false alarm, such as a shell that an administrator opens, stops or cuts off a healthy pod; with several at once it is an outage.',
          fix: "Set dry_run: 'true' until its log has shown no false hit for some weeks, then limit it with match.output_fields.",
        };
      }
    }
  },
});

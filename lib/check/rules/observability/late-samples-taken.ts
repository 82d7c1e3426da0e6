import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { PodTemplate } from '../../pods.ts';
import type { World } from '../../world.ts';

const WINDOW = '--tsdb.out-of-order.time-window';
const VERTICAL = '--compact.enable-vertical-compaction';

export const lateSamplesTaken = defineRule({
  id: 'late-samples-taken',
  severity: 'error',
  kinds: ['apps/v1/StatefulSet', 'apps/v1/Deployment'],
  asks: 'Thanos Receive takes what agents send late, and its compactor merges the blocks that come of it.',
  source: 'https://thanos.io/tip/components/receive.md/; https://thanos.io/tip/components/compact.md/#vertical-compactions; seed 004, L13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const own = pod === undefined ? undefined : thanos(pod);
    if (own === undefined) return;
    const path = `${pod?.specPath ?? ''}.containers`;
    if (own.args[0] === 'receive' && windowOf(own.args) === undefined && !own.args.some((each) => each.startsWith('--receive.hashrings'))) {
      yield {
        path,
        severity: 'info',
        message: `thanos receive has no ${WINDOW}: samples that come late are refused`,
        why: 'After an outage agents send what they have kept, oldest last: it is thrown away, and the hours of the outage stay empty.',
        fix: `Add ${WINDOW} with at least the time that agents keep, and ${VERTICAL} to the compactor.`,
      };
    }
    if (own.args[0] !== 'compact' || own.args.some((each) => each.startsWith(VERTICAL))) return;
    const receiver = receivers(world).find((each) => windowOf(each) !== undefined);
    if (receiver === undefined) return;
    yield {
      path,
      message: `thanos compact has no ${VERTICAL}, and a receiver takes samples ${windowOf(receiver) ?? ''} late (blocks overlap)`,
      why: 'The compactor halts at the first two blocks that overlap: nothing is compacted or deleted any more, and the bucket grows.',
      fix: `Add ${VERTICAL}.`,
    };
  },
});

function thanos(pod: PodTemplate): { readonly args: readonly string[] } | undefined {
  const container = pod.containers.find(({ image }) => /(^|\/)thanos(:|@|$)/.test(image ?? ''));
  if (container === undefined) return undefined;
  const args = ['command', 'args'].flatMap((field) => itemsAt(container.fields, field).flatMap((each) => text(each) ?? []));
  return { args: args[0]?.endsWith('thanos') === true ? args.slice(1) : args };
}

function windowOf(args: readonly string[]): string | undefined {
  const value = args.find((each) => each.startsWith(`${WINDOW}=`))?.slice(WINDOW.length + 1);
  return value === undefined || value.startsWith('0') ? undefined : value;
}

function receivers(world: World): readonly (readonly string[])[] {
  return world.once('receivers of thanos', () =>
    world.podTemplates().flatMap((pod) => {
      const args = thanos(pod)?.args;
      return args?.[0] === 'receive' ? [args] : [];
    }),
  );
}

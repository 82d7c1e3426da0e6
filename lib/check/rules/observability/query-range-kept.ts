import { durationSeconds, type Expression, parts } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, items, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const queryRangeKept = defineRule({
  id: 'query-range-kept',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'A rule looks back no further than its Prometheus keeps what it measured.',
  source: 'https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects; seed 004, sections 1 and 10.2',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      if (tree === undefined || (kind !== 'alert' && kind !== 'record')) continue;
      const longest = Math.max(0, ...[...parts(tree)].map(rangeOf));
      if (longest < DAY || said.has(name)) continue;
      const kept = retention(world);
      if (kept === undefined || longest <= kept.seconds) continue;
      said.add(name);
      yield {
        path,
        message: `${name} looks back ${days(longest)}, and ${kept.by} keeps ${days(kept.seconds)}`,
        why: 'What is older is gone: the figure is that of the shorter time, and an objective over a month looks met when it is not.',
        fix: `Look back ${days(kept.seconds)} or less, keep more, or let the rule be evaluated where all of it is kept (Thanos, Mimir).`,
      };
    }
  },
});

const DAY = 86_400;

function rangeOf(part: Expression): number {
  return part.type === 'selection' || part.type === 'subquery' ? (part.range ?? 0) : 0;
}

function days(seconds: number): string {
  return `${Math.round((seconds / DAY) * 10) / 10} d`;
}

interface Kept {
  readonly seconds: number;
  readonly by: string;
}

/** The longest that a Prometheus of the tree keeps; `undefined` where a ruler of another store may evaluate, or one says nothing. */
function retention(world: World): Kept | undefined {
  return world.once('longest retention of prometheus', () => {
    const isRuler =
      world.ofKind('monitoring.coreos.com/v1/ThanosRuler').length > 0 ||
      releasesOf(world).some(
        ({ chart, values }) => /mimir|cortex|victoria|thanos/.test(chart) || at(values, 'thanosRuler.enabled') === true,
      ) ||
      world.podTemplates().some((pod) => pod.containers.some(({ image }) => /thanos|mimir|cortex|victoria/.test(image ?? '')));
    if (isRuler) return undefined;
    const found: Kept[] = [];
    const add = (written: string | undefined, usual: string, by: string): void => {
      const seconds = durationSeconds(written === undefined || written === '' ? usual : written);
      if (seconds !== undefined && seconds > 0) found.push({ seconds, by });
    };
    for (const { chart, name, values, open } of releasesOf(world)) {
      if (chart !== 'kube-prometheus-stack' && chart !== 'prometheus') continue;
      if (open === true) return undefined;
      const byStack = chart === 'kube-prometheus-stack';
      if (at(values, 'prometheus.agentMode') === true || at(values, byStack ? 'prometheus.enabled' : 'server.enabled') === false) continue;
      add(textAt(values, byStack ? 'prometheus.prometheusSpec.retention' : 'server.retention'), byStack ? '10d' : '15d', `release ${name}`);
    }
    for (const { object } of world.ofKind('monitoring.coreos.com/v1/Prometheus'))
      add(textAt(object, 'spec.retention'), '24h', `Prometheus ${object.metadata.name}`);
    for (const pod of world.podTemplates())
      for (const { image, fields } of pod.containers) {
        if (!/(^|\/)prometheus(:|@)/.test(image ?? '')) continue;
        const words = [...items(fields['command']), ...items(fields['args'])].flatMap((each) => text(each) ?? []).join(' ');
        if (words.includes('agent')) continue;
        add(
          /--storage\.tsdb\.retention(?:\.time)?[= ](\w+)/.exec(words)?.[1],
          '15d',
          `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`,
        );
      }
    return found.sort((a, b) => b.seconds - a.seconds)[0];
  });
}

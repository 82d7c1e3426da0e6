import { releasesOf } from '../hosts/releases.ts';
import { at, items, itemsAt, text, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { durationSeconds } from './expression.ts';
import { shapesOfKind } from './shapes.ts';

/** The longest that a Loki of the tree keeps anything; `undefined` where one of them deletes nothing. Unit: seconds. */
export function logRetention(world: World): number | undefined {
  return world.once('longest retention of loki', () => {
    const kept = shapesOfKind(world, 'loki').map(({ content }) => {
      const written = [
        at(content, 'limits_config.retention_period'),
        ...itemsAt(content, 'limits_config.retention_stream').map((each) => at(each, 'period')),
      ];
      return at(content, 'compactor.retention_enabled') === true
        ? Math.max(0, ...written.map((each) => durationSeconds(text(each)) ?? 0))
        : 0;
    });
    return kept.length === 0 || kept.includes(0) ? undefined : Math.max(...kept);
  });
}

/** The longest time that one question to a Loki of the tree may span, where it is told so. Unit: seconds. */
export function longestQuery(world: World): number | undefined {
  return world.once('longest query to loki', () => {
    const limits = shapesOfKind(world, 'loki').map(({ content }) => durationSeconds(text(at(content, 'limits_config.max_query_length'))));
    return limits.length === 0 || limits.some((each) => each === undefined || each === 0)
      ? undefined
      : Math.max(...limits.map((each) => each ?? 0));
  });
}

/** How long a Prometheus keeps what it measured. */
export interface Kept {
  readonly seconds: number;
  readonly by: string;
}

/** The longest that a Prometheus of the tree keeps; `undefined` where a ruler of another store may evaluate, or one says nothing. */
export function retention(world: World): Kept | undefined {
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

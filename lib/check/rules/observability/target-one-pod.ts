import { JOB_KINDS, scrapeJobsIn } from '../../observability/jobs.ts';
import { isProbe } from '../../observability/twice-scraped.ts';
import { podsWith } from '../../observability/stores.ts';
import { itemsAt, text } from '../../read.ts';
import type { PodTemplate } from '../../pods.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import { nodesOf } from '../../scheduling/tree-nodes.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const targetOnePod = defineRule({
  id: 'target-one-pod',
  severity: 'warning',
  kinds: JOB_KINDS,
  asks: 'A target that is written out stands for one pod, not for a Service of several.',
  source:
    'https://prometheus.io/docs/practices/instrumentation/; https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config',
  *check(manifest, world) {
    for (const job of scrapeJobsIn(world, manifest)) {
      if (isProbe(job.config)) continue;
      const several = targetsOf(job.config).flatMap((target) => {
        const pods = podsBehind(target, manifest, world);
        return pods === undefined ? [`${target} (a pod on every node)`] : pods > 1 ? [`${target} (${pods} pods)`] : [];
      });
      if (several.length === 0) continue;
      const isSure = several.some((each) => each.endsWith(' pods)'));
      yield {
        path: job.path,
        ...(isSure ? {} : { severity: 'info' as const }),
        message: `job ${job.name} scrapes ${several.join(', ')} through the address of a Service`,
        why: 'Each scrape meets another pod: the counters of all of them are one series that jumps up and down, rate() takes each jump for a restart, and a pod that is down is not seen.',
        fix: 'Discover the pods (kubernetes_sd_configs with role: pod or endpoints), so that each is a target of its own.',
      };
    }
  },
});

function targetsOf(config: unknown): readonly string[] {
  return itemsAt(config, 'static_configs').flatMap((each) => itemsAt(each, 'targets').flatMap((one) => text(one) ?? []));
}

/** How many pods answer at least behind the Service that a target names: 1 where that is not known, `undefined` for one on each of some nodes. */
function podsBehind(target: string, manifest: WorldObject, world: World): number | undefined {
  const [host = ''] = target.split(':');
  const from = podsWith(world, manifest)[0]?.namespace ?? manifest.object.metadata.namespace ?? '';
  const meant = serviceHost(host, from);
  const service = meant === undefined ? undefined : world.find('v1/Service', meant.namespace, meant.name);
  const pods = service === undefined ? [] : world.podsOfService(service);
  const nodes = nodesOf(world)?.length;
  if (nodes === undefined && pods.some(isOnNodes)) return undefined;
  return pods.reduce((sum, pod) => sum + (isOnNodes(pod) ? (nodes ?? 1) : scaleOf(world, pod).min), 0);
}

function isOnNodes({ owner }: PodTemplate): boolean {
  return owner.object.kind === 'DaemonSet';
}

import { releasesOf } from '../../hosts/releases.ts';
import { isHttp, portName } from '../../observability/store-ports.ts';
import { lookupFaults } from '../../observability/thanos-lookups.ts';
import { thanosFileFaults } from '../../observability/thanos-files.ts';
import { compactorFaults } from '../../observability/thanos-compactor.ts';
import { besideVolume, mergedBy } from '../../observability/thanos-places.ts';
import { hasFlag, thanosParts, type ThanosPart } from '../../observability/thanos.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, items, numberAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const thanosWorks = defineRule({
  id: 'thanos-works',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/ConfigMap', 'v1/Secret', 'external-secrets.io/v1/ExternalSecret'],
  asks: 'Each part of Thanos has the flags without which it stops, is as many as may work on one bucket, and is asked on the port that answers.',
  source:
    'https://thanos.io/tip/components/receive.md/; https://thanos.io/tip/components/compact.md/; https://thanos.io/tip/thanos/storage.md/; seed 004, section 14',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return yield* thanosFileFaults(manifest);
    for (const thanos of thanosParts(pod)) {
      const { part, words, path } = thanos;
      if (part === 'receive' && !hasFlag(thanos, '--label')) {
        const why = 'Thanos stops at once: "no external labels configured for receive". Nothing takes the metrics of the agents.';
        yield {
          path,
          message: 'thanos receive has no --label',
          why,
          fix: 'Add --label=receive_replica="$(POD_NAME)", or another one that tells receivers apart.',
        };
      }
      yield* besideVolume(thanos, manifest, pod);
      yield* lookupFaults(manifest, world, thanos);
      if (part === 'compact') yield* compactorFaults(thanos, manifest, world);
      if (part !== 'query') continue;
      yield* mergedBy(thanos, world);
      yield* asked(manifest, world, thanos);
      const copies = copiesOfPrometheus(world);
      if (copies === undefined || hasFlag(thanos, '--query.replica-label') || words.some((word) => word.startsWith('--endpoint-group')))
        continue;
      const why = 'Each series comes twice: sums are doubled, and rates jump when one of the two is restarted.';
      yield {
        path,
        severity: 'info',
        message: `thanos query has no --query.replica-label, and ${copies} has several replicas`,
        why,
        fix: 'Add --query.replica-label=prometheus_replica.',
      };
    }
  },
});

/** A release whose Prometheus is several, with Thanos beside it. */
function copiesOfPrometheus(world: World): string | undefined {
  const many = world.once('Prometheus of several replicas', () =>
    releasesOf(world).find(
      ({ values }) =>
        (numberAt(values, 'prometheus.prometheusSpec.replicas') ?? 1) > 1 && at(values, 'prometheus.prometheusSpec.thanos') !== undefined,
    ),
  );
  return many === undefined ? undefined : `release ${many.name}`;
}

function* asked({ object }: WorldObject, world: World, { container, words }: ThanosPart): Iterable<Issue> {
  for (const [index, word] of words.entries()) {
    const [, flag = '', host = '', port = ''] = /^(--(?:endpoint|store|rule)(?:-strict)?)=(?:dns\+)?([a-z0-9.-]+):(\d+)$/.exec(word) ?? [];
    const target = host === '' ? undefined : serviceHost(host, object.metadata.namespace ?? '');
    if (target === undefined) continue;
    const service = world.find('v1/Service', target.namespace, target.name);
    if (service !== undefined && world.podsOfService(service).some((pod) => pod.owner.object === object)) {
      yield {
        path: `${container.path}.args[${index - items(container.fields['command']).length}]`,
        message: `${flag} names ${host}, which is this Thanos Query itself`,
        why: 'Each question is asked of itself again, until nothing answers in time: dashboards load for ever.',
        fix: 'Name the store, the receiver or the sidecar that has the data.',
      };
      continue;
    }
    if (!isHttp(world, target, port)) continue;
    const name = portName(world, target, port) ?? '';
    yield {
      path: `${container.path}.args[${index - items(container.fields['command']).length}]`,
      message: `${flag} names ${host}:${port}${name === '' ? '' : ` (${name})`}, which speaks HTTP, and stores are asked by gRPC`,
      why: 'The store stays unhealthy in Thanos Query: its series are missing from every answer, without an error.',
      fix: 'Name the gRPC port, 10901 by default.',
    };
  }
}

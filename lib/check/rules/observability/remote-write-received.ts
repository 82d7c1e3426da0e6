import { chartService } from '../../hosts/chart-services.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, fields, items, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { SPEAKING_KINDS, texts } from '../../texts.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import type { World } from '../../world.ts';

export const remoteWriteReceived = defineRule({
  id: 'remote-write-received',
  severity: 'error',
  kinds: [...new Set([...SHAPE_KINDS, ...SPEAKING_KINDS])],
  asks: 'A Prometheus that others write to receives remote writes.',
  source:
    'https://prometheus.io/docs/prometheus/latest/feature_flags/#remote-write-receiver; https://prometheus.io/docs/prometheus/latest/querying/api/#remote-write-receiver',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, value, namespace, short } of texts(manifest, world)) {
      for (const [, host = ''] of value.includes('/api/v1/write')
        ? value.matchAll(/https?:\/\/([\w.-]+)(?::\d+)?\/api\/v1\/write\b/g)
        : []) {
        if (said.has(host) || (!short && !host.includes('.'))) continue;
        const target = serviceHost(host, namespace);
        const closed = target === undefined ? undefined : closedPrometheus(world, target.namespace, target.name);
        if (closed === undefined) continue;
        said.add(host);
        yield {
          path,
          message: `metrics are written to ${host}, and ${closed} does not receive remote writes`,
          why: 'Prometheus answers 404 to each write: the metrics are lost.',
          fix: 'Start it with --web.enable-remote-write-receiver (enableRemoteWriteReceiver: true with the operator).',
        };
      }
    }
  },
});

const FLAG = 'web.enable-remote-write-receiver';

/** What stands behind a Service, where it is a Prometheus that is known not to listen for writes. */
function closedPrometheus(world: World, namespace: string, name: string): string | undefined {
  const service = world.find('v1/Service', namespace, name);
  for (const pod of service === undefined ? [] : world.podsOfService(service)) {
    const container = pod.containers.find(({ image }) => /(^|\/)(prom|prometheus)\/prometheus(:|@|$)/.test(image ?? ''));
    if (container === undefined) continue;
    const words = [...items(container.fields['args']), ...items(container.fields['command'])].flatMap((each) => text(each) ?? []);
    if (words.length > 0 && !words.some((word) => word.includes(FLAG) || word.includes('remote-write-receiver')))
      return `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`;
  }
  if (service !== undefined || chartService(world, namespace, name) === undefined || !name.includes('prometheus')) return undefined;
  const releases = releasesOf(world).filter(
    (each) => each.namespace === namespace && /^(kube-prometheus-stack|prometheus)$/.test(each.chart),
  );
  const [release] = releases;
  if (release?.values === undefined || releases.length > 1) return undefined;
  const { chart, values } = release;
  const open =
    chart === 'prometheus'
      ? items(at(values, 'server.extraFlags')).some((flag) => text(flag)?.startsWith(FLAG) === true) ||
        fields(at(values, 'server.extraArgs'))[FLAG] !== undefined
      : at(values, 'prometheus.prometheusSpec.enableRemoteWriteReceiver') === true ||
        JSON.stringify(values).includes('remote-write-receiver');
  return open ? undefined : `the chart ${chart}`;
}

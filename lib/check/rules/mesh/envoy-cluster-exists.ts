import { envoyPatches, type EnvoyPatch } from '../../mesh/envoy-patches.ts';
import { strings, textAt } from '../../read.ts';
import { meant, missing, nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { serviceHost, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

const WHY =
  'Envoy has no such cluster: it refuses the configuration, or the call fails and, where failing means refusing, so does every request.';

export const envoyClusterExists = defineRule({
  id: 'envoy-cluster-exists',
  severity: 'error',
  kinds: ['networking.istio.io/v1alpha3/EnvoyFilter'],
  asks: 'The clusters that an EnvoyFilter sends to are those of Services and ports that there are, or ones that it adds.',
  source: 'https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/#global-rate-limit',
  *check(manifest, world) {
    for (const patch of envoyPatches(manifest)) {
      for (const { path, key, value } of strings(patch.value, `${patch.path}.patch.value`)) {
        if (key !== 'cluster_name' && key !== 'cluster') continue;
        const issue = judge(value, patch, world);
        if (issue !== undefined) yield { path, ...issue };
      }
    }
  },
});

function judge(value: string, patch: EnvoyPatch, world: World): Omit<Issue, 'path'> | undefined {
  const [, port = '', written = ''] = /^outbound\|(\d+)\|[^|]*\|(.+)$/.exec(value) ?? [];
  if (written === '') return isOwn(value, patch, world) ? undefined : unknown(value, world);
  const host = /\.(svc|local)(\.|$)/.test(written) ? serviceHost(written, '') : undefined;
  if (host === undefined) return undefined;
  const service = world.find('v1/Service', host.namespace, host.name);
  if (service === undefined) {
    const absent = missing(world, 'v1/Service', host.namespace, host.name);
    if (absent === undefined) return undefined;
    return {
      severity: absent.severity,
      message: `${value} is the cluster of Service ${host.name} in "${host.namespace}", which does not exist`,
      why: WHY,
      fix: meant(absent, 'Name a Service that exists.'),
    };
  }
  const ports = servicePorts(service.object).map((each) => each.port);
  if (ports.includes(Number(port))) return undefined;
  return {
    message: `${value} names port ${port} of Service ${host.name}, which has ${ports.join(', ')}`,
    why: WHY,
    fix: ports.length === 1 ? `Write outbound|${ports[0] ?? ''}||${written}.` : 'Name one of its ports.',
  };
}

/** Clusters that every proxy has, and those of forms that are not judged. */
function isOwn(value: string, patch: EnvoyPatch, world: World): boolean {
  if (/[|{$]/.test(value) || /^(BlackHole|Passthrough|InboundPassthrough)/.test(value)) return true;
  // What a patch of a cluster says of itself.
  if (textAt(patch.fields, 'applyTo') === 'CLUSTER') return true;
  return BUILT_IN.has(value) || addedClusters(world).has(value);
}

const BUILT_IN = new Set([
  'xds-grpc',
  'sds-grpc',
  'agent',
  'prometheus_stats',
  'zipkin',
  'datadog_agent',
  'opentelemetry_collector',
  'lightstep',
  'tracing',
]);

/** Names that patches give to clusters of their own. */
function addedClusters(world: World): ReadonlySet<string> {
  return world.once('clusters of EnvoyFilters', () => {
    const patches = world.ofKind('networking.istio.io/v1alpha3/EnvoyFilter').flatMap(envoyPatches);
    return new Set(patches.flatMap(({ fields, value }) => (textAt(fields, 'applyTo') === 'CLUSTER' ? [textAt(value, 'name') ?? ''] : [])));
  });
}

function unknown(value: string, world: World): Omit<Issue, 'path'> {
  const near = nearName(value, addedClusters(world));
  return {
    severity: near === undefined ? 'warning' : 'error',
    message: `no patch adds a cluster "${value}", and it is none of the mesh`,
    why: WHY,
    fix:
      near === undefined
        ? 'Write outbound|PORT||NAME.NAMESPACE.svc.cluster.local, or add the cluster by a patch.'
        : `Did you mean "${near}"?`,
  };
}

import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type Severity } from '../../rule.ts';
import { HELM_KINDS } from '../../helm.ts';
import { chartValuesOf } from '../../security/chart-values.ts';
import { adminBehind, adminNamed, CHART_DOORS, databaseBehind, type Admin } from '../../security/doors.ts';
import { guarded, isPrivate, routeBackends } from '../../security/guards.ts';
import type { World } from '../../world.ts';
import type { WorldObject } from '../../rule.ts';

export const adminClosed = defineRule({
  id: 'admin-closed',
  severity: 'warning',
  kinds: [
    'v1/Service',
    'networking.k8s.io/v1/Ingress',
    'networking.istio.io/v1/VirtualService',
    'gateway.networking.k8s.io/v1/HTTPRoute',
    ...HELM_KINDS,
  ],
  asks: 'Programs without a login of their own, and databases, are not open to the outside.',
  source: 'https://owasp.org/www-project-kubernetes-top-ten/; seed 003, M31; seed 002, D-14',
  *check(manifest, world) {
    switch (manifest.object.kind) {
      case 'Service':
        return yield* ofService(manifest, world);
      case 'Ingress':
      case 'VirtualService':
      case 'HTTPRoute':
        return yield* ofRoute(manifest, world);
      default:
        return yield* ofChart(manifest);
    }
  },
});

function issue(path: string, admin: Admin, how: string, severity: Severity = 'warning'): Issue {
  return {
    path,
    severity,
    message: `${admin.name}, which asks nobody who they are, is open through ${how}`,
    why: `Whoever reaches the address can ${admin.allows}.`,
    fix: 'Close it (ClusterIP, kubectl port-forward), or put a login or a list of addresses before it.',
  };
}

function* ofService({ object }: WorldObject, world: World): Iterable<Issue> {
  const type = textAt(object, 'spec.type') ?? 'ClusterIP';
  if (type !== 'NodePort' && type !== 'LoadBalancer') return;
  if (itemsAt(object, 'spec.loadBalancerSourceRanges').length > 0 || isPrivate(object)) return;
  const { namespace = '', name } = object.metadata;
  const admin = adminBehind(world, namespace, name);
  // A port of a node is in the house's own network as a rule; an address of a load balancer is meant for others.
  if (admin !== undefined) yield issue('spec.type', admin, `a ${type}`, type === 'NodePort' ? 'info' : 'warning');
  const database = databaseBehind(world, { object });
  if (admin !== undefined || database === undefined) return;
  yield {
    path: 'spec.type',
    message: `${database} is open through a ${type}`,
    why: 'Its port is found within hours and passwords are tried on it from then on; its traffic is readable on the way.',
    fix: 'Make it ClusterIP; reach it with kubectl port-forward, or over a VPN.',
  };
}

function* ofRoute(manifest: WorldObject, world: World): Iterable<Issue> {
  const { object } = manifest;
  if (guarded(manifest, world)) return;
  const host = [
    ...itemsAt(object, 'spec.hosts'),
    ...itemsAt(object, 'spec.hostnames'),
    ...itemsAt(object, 'spec.rules').map((rule) => at(rule, 'host')),
  ].flatMap((each) => text(each) ?? [])[0];
  if (host === undefined || /\.(local|internal|lan|home|test|localhost|svc)$/.test(host)) return;
  const seen = new Set<string>();
  for (const { service, namespace, path } of routeBackends(object)) {
    const admin = adminBehind(world, namespace, service);
    if (admin === undefined || seen.has(admin.name)) continue;
    seen.add(admin.name);
    yield issue(path, admin, `the ${object.kind === 'VirtualService' ? 'gateway' : object.kind} as ${host}`);
  }
}

function* ofChart(manifest: WorldObject): Iterable<Issue> {
  for (const { chart, path, values } of chartValuesOf(manifest)) {
    for (const [place, program] of CHART_DOORS[chart ?? ''] ?? []) {
      const type = textAt(values, place);
      const admin = adminNamed(program);
      if (admin === undefined || (type !== 'NodePort' && type !== 'LoadBalancer')) continue;
      yield issue(`${path}.${place}`, admin, `a ${type}`, type === 'NodePort' ? 'info' : 'warning');
    }
  }
}

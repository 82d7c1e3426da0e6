import { podsWith } from '../../observability/stores.ts';
import { SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { itemsAt, someString, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { grantsOf } from '../../security/grants.ts';
import type { World } from '../../world.ts';

interface Need {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly what: string;
}

/** What the discovery of each role reads. @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config */
const ROLES: Readonly<Record<string, readonly (readonly [group: string, resource: string])[]>> = {
  node: [['', 'nodes']],
  pod: [['', 'pods']],
  service: [['', 'services']],
  endpoints: [
    ['', 'endpoints'],
    ['', 'services'],
    ['', 'pods'],
  ],
  endpointslice: [['discovery.k8s.io', 'endpointslices']],
  ingress: [['networking.k8s.io', 'ingresses']],
};

export const discoveryPermitted = defineRule({
  id: 'discovery-permitted',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'The account of Prometheus or of an agent may read what its configuration discovers.',
  source:
    'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config; https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  *check(manifest, world) {
    const needs = [...scraped(manifest, world), ...collected(manifest)];
    if (needs.length === 0) return;
    for (const pod of podsWith(world, manifest)) {
      const account = textAt(pod.spec, 'serviceAccountName') ?? textAt(pod.spec, 'serviceAccount') ?? 'default';
      const grants = grantsOf(world, pod.namespace, account);
      if (grants === undefined) continue;
      const lacking = needs.filter((need) => !grants.some((grant) => covers(grant, need)));
      const [first] = lacking;
      if (first === undefined) continue;
      const names = [...new Set(lacking.map(({ resource }) => resource))];
      yield {
        path: 'data',
        message: `${first.what}, and the account ${account} of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} may not ${first.verb} ${names.join(', ')}`,
        why: 'The API server answers "forbidden": there is no target and no line, and the program runs on as if nothing was wrong.',
        fix: `Add ${names.join(', ')} with get, list, watch to the ClusterRole of the account.`,
      };
    }
  },
});

function* scraped(manifest: WorldObject, world: World): Iterable<Need> {
  if (!SHAPE_KINDS.includes('v1/ConfigMap')) return;
  for (const kind of ['prometheus', 'promtail'] as const) {
    for (const shape of shapesIn(world, manifest, kind)) {
      for (const job of itemsAt(shape.content, 'scrape_configs')) {
        const name = textAt(job, 'job_name') ?? '';
        for (const discovery of itemsAt(job, 'kubernetes_sd_configs')) {
          const role = textAt(discovery, 'role') ?? '';
          if (textAt(discovery, 'api_server') !== undefined || textAt(discovery, 'kubeconfig_file') !== undefined) continue;
          for (const [group, resource] of ROLES[role] ?? []) yield { group, resource, verb: 'list', what: `job ${name} discovers ${role}` };
        }
        const proxied = someString(job, (value) => /\/api\/v1\/nodes\/.*\/proxy\//.test(value));
        const isKubelet = !proxied && readsKubelets(job);
        // The kubelet asks for a right of its own; nodes/proxy is another.
        if (isKubelet) yield { group: '', resource: 'nodes/metrics', verb: 'get', what: `job ${name} reads the kubelets` };
        if (proxied) yield { group: '', resource: 'nodes/proxy', verb: 'get', what: `job ${name} reads nodes through the API` };
      }
    }
  }
}

/** A job that discovers nodes and asks their kubelets for metrics, as the account of its pod. */
function readsKubelets(job: unknown): boolean {
  const discoversNodes = itemsAt(job, 'kubernetes_sd_configs').some((each) => textAt(each, 'role') === 'node');
  const token = textAt(job, 'bearer_token_file') ?? textAt(job, 'authorization.credentials_file') ?? '';
  if (!discoversNodes || textAt(job, 'scheme') !== 'https' || !token.includes('/serviceaccount/token')) return false;
  // Another port is another program of the node.
  return !someString(job, (value) => /:\d+$/.test(value) && !value.endsWith(':10250'));
}

function* collected({ object }: WorldObject): Iterable<Need> {
  for (const value of Object.values(textsAt(object, 'data'))) {
    if (/^\s*loki\.source\.kubernetes\s+"/m.test(value))
      yield { group: '', resource: 'pods/log', verb: 'get', what: 'loki.source.kubernetes follows the logs of pods' };
    if (/^\s*loki\.source\.kubernetes_events\s+"/m.test(value))
      yield { group: '', resource: 'events', verb: 'list', what: 'loki.source.kubernetes_events reads events' };
    for (const [, role = ''] of value.matchAll(/^\s*discovery\.kubernetes\s+"\w+"\s*\{[^}]*?\brole\s*=\s*"(\w+)"/gm))
      for (const [group, resource] of ROLES[role] ?? [])
        yield { group, resource, verb: 'list', what: `discovery.kubernetes discovers ${role}` };
  }
}

function covers(rule: unknown, { group, resource, verb }: Need): boolean {
  const has = (list: string, ...wanted: readonly string[]): boolean =>
    itemsAt(rule, list).some((each) => wanted.includes(text(each) ?? '') || each === '*');
  const [, sub] = resource.split('/');
  return (
    has('apiGroups', group) &&
    has('resources', resource, ...(sub === undefined ? [] : [`*/${sub}`])) &&
    has('verbs', verb) &&
    itemsAt(rule, 'resourceNames').length === 0
  );
}

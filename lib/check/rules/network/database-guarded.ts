import { CILIUM_POLICIES, ciliumSpecs, subjects } from '../../cilium.ts';
import { databaseOf } from '../../databases.ts';
import type { PodTemplate } from '../../pods.ts';
import { at, fields, fieldsAt, items, itemsAt, text } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const NATIVE = 'networking.k8s.io/v1/NetworkPolicy';

export const databaseGuarded = defineRule({
  id: 'database-guarded',
  severity: 'warning',
  kinds: [...CILIUM_POLICIES, NATIVE],
  asks: 'The policy of a database lets in its clients by name, not everybody.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/; seed 002, L-18',
  *check(manifest, world) {
    for (const { pods, rules } of manifest.object.kind === 'NetworkPolicy' ? native(manifest, world) : cilium(manifest, world)) {
      const [database] = pods.filter((pod) => databaseOf(pod) !== undefined);
      // A policy for all pods of a namespace is about none in particular.
      if (database === undefined || pods.some((pod) => databaseOf(pod) === undefined)) continue;
      for (const { path, who } of rules) {
        yield {
          path,
          message: `${database.owner.object.kind} ${database.owner.object.metadata.name} lets in ${who} on its port`,
          why: 'Every pod may try passwords on the database, and where the mesh cannot encrypt its protocol, it is the only guard there is.',
          fix: 'Name the clients by their labels, and their namespaces where they are others.',
        };
      }
    }
  },
});

interface Open {
  readonly pods: readonly PodTemplate[];
  readonly rules: readonly { readonly path: string; readonly who: string }[];
}

function* cilium(manifest: WorldObject, world: World): Iterable<Open> {
  for (const { spec, path } of ciliumSpecs(manifest)) {
    const rules = itemsAt(spec, 'ingress').flatMap((rule, index) => {
      const entity = itemsAt(rule, 'fromEntities')
        .map(text)
        .find((each) => each === 'all' || each === 'cluster' || each === 'world');
      const nobody = !Object.keys(fields(rule)).some((key) => key.startsWith('from')) && at(rule, 'toPorts') !== undefined;
      const who =
        entity === undefined ? (nobody ? 'everybody' : undefined) : entity === 'cluster' ? 'every pod of the cluster' : 'everybody';
      return who === undefined ? [] : [{ path: `${path}.ingress[${index}]`, who }];
    });
    if (rules.length > 0) yield { pods: subjects(world, spec, manifest), rules };
  }
}

function* native({ object }: WorldObject, world: World): Iterable<Open> {
  const rules = itemsAt(object, 'spec.ingress').flatMap((rule, index) => {
    const from = at(rule, 'from');
    const path = `spec.ingress[${index}]`;
    if (from === undefined) return at(rule, 'ports') === undefined ? [] : [{ path, who: 'everybody' }];
    const wide = items(from).some(
      (peer) =>
        'namespaceSelector' in fields(peer) &&
        Object.keys(fieldsAt(peer, 'namespaceSelector')).length === 0 &&
        Object.keys(fieldsAt(peer, 'podSelector')).length === 0,
    );
    return wide ? [{ path, who: 'every pod of the cluster' }] : [];
  });
  if (rules.length > 0) yield { pods: world.podsSelected(at(object, 'spec.podSelector'), object.metadata.namespace ?? ''), rules };
}

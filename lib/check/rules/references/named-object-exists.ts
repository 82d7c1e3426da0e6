import { namedObjects, PLACES } from '../../named-objects.ts';
import { meant, missing, nearName, type Missing } from '../../reference.ts';
import { defineRule, kindKey, kindOf } from '../../rule.ts';
import type { World } from '../../world.ts';

const BY_KIND = new Map(Object.entries(PLACES).map(([kind, places]) => [kindKey(kind), places]));

export const namedObjectExists = defineRule({
  id: 'named-object-exists',
  severity: 'error',
  kinds: [...Object.keys(PLACES), 'networking.k8s.io/v1/Ingress', 'gateway.networking.k8s.io/v1/Gateway'],
  asks: "The stores, issuers, gateways, sources and pools that operators' objects name exist.",
  source: 'https://external-secrets.io/latest/api/externalsecret/; https://cert-manager.io/docs/usage/certificate/; seed 002, D-13',
  *check({ object }, world) {
    for (const { path, kind, name, namespace, instead = [] } of namedObjects(object, BY_KIND.get(kindOf(object)) ?? [])) {
      // `flux bootstrap` and the operator of Flux make the source that they were told, and the latter writes it to no file.
      if (namespace === 'flux-system' && name === 'flux-system') continue;
      const other = instead.find((each) => world.find(each.kind, each.clusterWide === true ? '' : (object.metadata.namespace ?? ''), name));
      // Charts bring operators, and no second object under a name that another kind has.
      const absent = missing(world, kind, namespace, name) ?? unlikeOthers(world, kind, namespace, name, other !== undefined);
      if (absent === undefined) continue;
      const known = world.ofKind(kind).length > 0;
      const word = other?.kind.slice(other.kind.lastIndexOf('/') + 1);
      yield {
        path,
        // In a tree without a single one, they may all be made elsewhere.
        severity: world.facts.whole === true || absent.near !== undefined || word !== undefined ? 'error' : known ? 'warning' : 'info',
        message: `there is no ${kind.slice(kind.lastIndexOf('/') + 1)} ${namespace === '' ? '' : `${namespace}/`}${name}`,
        why: 'The operator waits for it and reports so on this object only: what it asks for is never made.',
        fix:
          word === undefined
            ? meant(absent, 'Add it, or name one that exists.')
            : `There is a ${word} of this name: write ${path.startsWith('metadata.annotations') ? `cert-manager.io/${word === 'Issuer' ? 'issuer' : 'cluster-issuer'}` : `kind: ${word}`}.`,
      };
    }
  },
});

/** Charts bring operators, seldom what these are told: beside others of its kind a name that resembles one is a slip. */
function unlikeOthers(world: World, kind: string, namespace: string, name: string, isOtherKind: boolean): Missing | undefined {
  if (world.find(kind, namespace, name) !== undefined) return undefined;
  if (isOtherKind) return { severity: 'error', near: undefined, elsewhere: undefined };
  const near = nearName(
    name,
    world.inNamespace(kind, namespace).map(({ object }) => object.metadata.name),
  );
  return near === undefined ? undefined : { severity: 'error', near, elsewhere: undefined };
}

import { fieldsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const KIND = 'external-secrets.io/v1/ExternalSecret';

export const externalSecretOwner = defineRule({
  id: 'external-secret-owner',
  severity: 'error',
  kinds: [KIND],
  asks: 'A Secret that one ExternalSecret owns is written by no other.',
  source:
    'https://external-secrets.io/latest/guides/ownership-deletion-policy/; https://github.com/external-secrets/external-secrets/pull/4105',
  *check(manifest, world) {
    const target = targetOf(manifest);
    const [owner] =
      writers(world)
        .get(target)
        ?.filter((each) => each !== manifest && policyOf(each) === 'Owner') ?? [];
    const own = policyOf(manifest);
    const other = own === 'Owner' ? otherMaker(target, world) : undefined;
    if (other !== undefined)
      yield {
        path: 'spec.target.name',
        severity: 'warning',
        message: `Secret ${other.object.metadata.name} is to be owned, and ${other.object.kind} ${other.object.metadata.name} of the tree makes it, too`,
        why: 'Each undoes what the other writes, or the operator refuses to take over a Secret that it has not made.',
        fix: 'Keep one of them, or write creationPolicy: Merge to add keys.',
      };
    // Of two owners the later one says so.
    if (owner === undefined || own === 'None' || (own === 'Owner' && !isAfter(manifest, owner))) return;
    const secret = target.slice(target.indexOf('/') + 1);
    yield {
      path: own === 'Owner' ? 'spec.target.name' : 'spec.target.creationPolicy',
      message: `Secret ${secret} belongs to ExternalSecret ${owner.object.metadata.name}, and this one ${own === 'Owner' ? 'is to own it, too' : `writes into it (${own})`}`,
      why: 'The operator refuses it, "secret is owned by another ExternalSecret", and before 0.11 each of the two undid what the other wrote.',
      fix: `Fetch the keys in ${owner.object.metadata.name}, or write into a Secret of its own.`,
    };
  },
});

/** Who else makes the Secret; one that comes with nothing in it is a place that the operator fills. */
function otherMaker(target: string, world: World): WorldObject | undefined {
  const [namespace = '', name = ''] = target.split('/');
  const plain = world.find('v1/Secret', namespace, name);
  const isFilled = ['data', 'stringData'].some((each) => Object.keys(fieldsAt(plain?.object, each)).length > 0);
  const found = isFilled ? plain : world.find('bitnami.com/v1alpha1/SealedSecret', namespace, name);
  return found === undefined || world.isProvided(found) ? undefined : found;
}

function policyOf({ object }: WorldObject): string {
  return textAt(object, 'spec.target.creationPolicy') ?? 'Owner';
}

/** `shop/db`: the Secret that is written. */
function targetOf({ object }: WorldObject): string {
  return `${object.metadata.namespace ?? ''}/${textAt(object, 'spec.target.name') ?? object.metadata.name}`;
}

function isAfter(a: WorldObject, b: WorldObject): boolean {
  // One object in two files is told elsewhere.
  return a.object.metadata.name > b.object.metadata.name;
}

function writers(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('writers of fetched secrets', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(KIND)) addTo(found, targetOf(each), each);
    return found;
  });
}

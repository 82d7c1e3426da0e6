import { documentKind } from '../document.ts';
import { fieldsAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** Files of values of one stage: `values-prod.yaml`, `prod-values.yaml`. */
const OF_STAGE =
  /^(?:values[-.](?:dev|develop|development|staging|stage|stg|test|qa|uat|prod|production|local)|(?:dev|staging|stage|stg|test|qa|uat|prod|production|local)[-.]values)$/;

/**
 * What stands below a file of values: the values.yaml of its stage's folder, or what a chart of the tree hands to the same dependency in
 * its own values.yaml. `undefined` for a values.yaml itself, and where there is none.
 */
export function ownValuesBelow({ object, file = '' }: WorldObject, world: World): Fields | undefined {
  const { name, namespace = '' } = object.metadata;
  const stem = file.replace(/\.[^./]+$/, '');
  const part = name.slice(stem.length);
  const slash = stem.lastIndexOf('/') + 1;
  if (object.kind !== 'HelmValues' || (object['part'] !== true && !OF_STAGE.test(stem.slice(slash)))) return undefined;
  const found = world.find(documentKind('HelmValues'), namespace, `${stem.slice(0, slash)}values${part}`);
  return found === undefined || found.file === file ? undefined : fieldsAt(found.object, 'values');
}

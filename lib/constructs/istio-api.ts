import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

const CONTEXT = 'slipway.dev/istio';
/** First release that serves `v1` of what had been `v1beta1`. @see https://istio.io/latest/blog/2024/v1-apis/ */
const FIRST_WITH_V1 = 22;

/**
 * Says for a whole tree which line of Istio will read its objects, `1.20`. Called before the first chart is added.
 * Without it the objects are written as Istio 1.22 and later read them.
 */
export function readByIstio(tree: Construct, line: string): void {
  tree.node.setContext(CONTEXT, line);
}

/** Writes the object in the version of its API that the tree's Istio serves: the fields are the same. */
export function servedByIstio(object: ApiObject): void {
  const line = object.node.tryGetContext(CONTEXT) as string | undefined;
  const minor = Number(line?.split('.')[1] ?? FIRST_WITH_V1);
  if (minor >= FIRST_WITH_V1) return;
  // Not by a patch: generated classes write their own version after patches were applied.
  const write = object.toJson.bind(object);
  const older = { apiVersion: `${object.apiGroup}/v1beta1` };
  object.toJson = () => ({ ...(write() as object), ...older });
}

import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** Prefix of an annotation that excuses an object from a rule of the proof; its value is the reason. */
const ALLOW = 'slipway.dev/allow.';

/** Excuses every object below from rules, each with its reason. */
export function allow(scope: Construct, reasons: Readonly<Record<string, string>>): void {
  for (const object of scope.node.findAll()) {
    if (!ApiObject.isApiObject(object)) continue;
    for (const [rule, reason] of Object.entries(reasons)) object.metadata.addAnnotation(`${ALLOW}${rule}`, reason);
  }
}

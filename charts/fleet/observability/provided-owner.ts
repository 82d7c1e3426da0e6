import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { PROVIDED } from '../../../lib/values/provided.ts';

/** Names an object that owns pods. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** An object that a chart makes, of a kind that {@link ProvidedWorkload} does not stand for: others may name it, and it is not delivered. */
export class ProvidedOwner extends Construct {
  constructor(scope: Construct, id: string, { apiVersion, kind, name, namespace }: Owner & { readonly namespace: string }) {
    super(scope, id);
    this.node.addMetadata(PROVIDED, true);
    new ApiObject(this, 'Resource', { apiVersion, kind, metadata: { name, namespace } });
  }
}

import { KubePriorityClass } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { LARGEST_PRIORITY } from '../values/limits.ts';

export interface PriorityClassProps {
  readonly name: string;
  /** Pods with a larger value push out pods with a smaller one when nodes are full; pods without a class have 0. */
  readonly value: number;
  /** What its pods are, for people who read `kubectl get priorityclass`. */
  readonly description: string;
}

/** Who keeps a place when a node is lost and not everything fits any more. */
export class PriorityClass extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { name, value, description }: PriorityClassProps) {
    super(scope, id);
    if (!Number.isInteger(value) || value < 1 || value > LARGEST_PRIORITY) {
      throw new InputError(
        this.node.path,
        `the value is ${value}, a class of one's own takes 1 to ${LARGEST_PRIORITY}: above stand the system's classes`,
        'Choose a smaller value.',
      );
    }
    this.name = name;
    new KubePriorityClass(this, 'Resource', {
      metadata: { name, annotations: { 'argocd.argoproj.io/sync-wave': '-1' } }, // its pods are refused before it exists
      value,
      description,
    });
  }
}

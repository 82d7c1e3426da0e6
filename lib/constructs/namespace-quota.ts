import { ApiObject } from 'cdk8s';
import { KubeResourceQuota, Quantity as KubeQuantity } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { PROVIDED } from '../values/provided.ts';
import { Quantity } from '../values/quantity.ts';
import { type Budget, budgetOf, COUNTED, type Demand, together } from './budget.ts';
import type { MeshNamespace } from './mesh-namespace.ts';

export interface NamespaceQuotaProps {
  readonly name: string;
  readonly namespace: MeshNamespace;
  /** What all pods together may take, by the resource's name: `limits.cpu`, `pods`. */
  readonly hard: Readonly<Record<string, Quantity>>;
}

/** When each demand arises, in words of a message. */
const SITUATIONS = {
  minimum: 'with every autoscaler at its minimum',
  maximum: 'with every autoscaler at its maximum',
  surge: 'with every autoscaler at its maximum while all Deployments are replaced',
} as const satisfies Record<Exclude<keyof Budget, 'jobs'>, string>;

/**
 * What the pods of a namespace may take together. Every pod that the tree makes there is added up, with its sidecar and a
 * run of each Job: a quota that is too small stops the synthesis, instead of pods on the day of the load (seed 003, L1).
 */
export class NamespaceQuota extends Construct {
  private readonly quota: NamespaceQuotaProps;

  constructor(scope: Construct, id: string, props: NamespaceQuotaProps) {
    super(scope, id);
    this.quota = props;
    const { name, namespace, hard } = props;
    new KubeResourceQuota(this, 'Resource', {
      metadata: { name, namespace: namespace.name },
      spec: { hard: Object.fromEntries(Object.entries(hard).map(([key, amount]) => [key, KubeQuantity.fromString(amount.text)])) },
    });
    this.node.addValidation({ validate: () => this.overruns() });
  }

  /** What the pods of the namespace may come to ask for. */
  get budget(): Budget {
    const { name, injection } = this.quota.namespace;
    const objects = this.node.root.node
      .findAll()
      .filter((each) => ApiObject.isApiObject(each))
      .filter(({ node }) => !node.scopes.some((scope) => scope.node.metadata.some(({ type }) => type === PROVIDED)))
      .map((each) => each.toJson() as Parameters<typeof budgetOf>[0][number]);
    return budgetOf(objects, name, injection);
  }

  private overruns(): string[] {
    const { name, namespace, hard } = this.quota;
    const { budget } = this;
    return [...COUNTED, 'pods' as const].flatMap((key) => {
      const allowed = hard[key];
      if (allowed === undefined) return [];
      for (const [situation, words] of Object.entries(SITUATIONS)) {
        const needed = amountOf(together([budget[situation as keyof typeof SITUATIONS], budget.jobs]), key);
        if (needed.compare(allowed) <= 0) continue;
        return [
          `${key} of ${name} is ${allowed.text}, and the pods of ${namespace.name} need ${needed.text} ${words}: those that come last are never made (L1). Allow ${needed.text}, or state less for the pods and their sidecars.`,
        ];
      }
      return [];
    });
  }
}

function amountOf(demand: Demand, key: keyof Demand): Quantity {
  return key === 'pods' ? Quantity.parse(String(demand.pods)) : demand[key];
}

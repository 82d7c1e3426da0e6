import { Construct } from 'constructs';
import {
  ClusterPolicy,
  type ClusterPolicySpecRules as Rule,
  ClusterPolicySpecRulesValidateFailureAction as Action,
} from '../../imports/kyverno.io.ts';
import { InputError } from '../errors.ts';
import { defined } from './defined.ts';

export interface KyvernoBaselineProps {
  /** Where every image comes from: `harbor.local.dev:8443`, host and port without a path. */
  readonly registry: string;
  /** Namespaces that no policy is about, by their whole names. */
  readonly excludedNamespaces: readonly string[];
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Names of the policies (seed 004, 11.3). */
export const BASELINE = {
  registry: 'require-harbor-registry',
  resources: 'require-resources',
  privileged: 'disallow-privileged',
  labels: 'require-labels',
} as const;

/** Something is there. */
const SOME = '?*';
const SIZED = { requests: { cpu: SOME, memory: SOME }, limits: { cpu: SOME, memory: SOME } };

/**
 * What every workload keeps, beside the pod security standard of its namespace: images from one registry, requests and
 * limits, no privileges, and, only reported, two labels. Written for pods; Kyverno asks the same of what makes pods.
 */
export class KyvernoBaseline extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KyvernoBaselineProps,
  ) {
    super(scope, id);
    const { registry, excludedNamespaces } = props;
    if (registry.includes('/')) {
      throw new InputError(this.node.path, `the registry is "${registry}", the pattern takes its host and port`, 'Leave out the path.');
    }
    const wide = excludedNamespaces.find((name) => /[*?]/.test(name));
    if (wide !== undefined) {
      throw new InputError(
        this.node.path,
        `the exclusion "${wide}" has a wildcard: whoever may name a namespace is free of all policies`,
        'Name each namespace.',
      );
    }
    this.policy(BASELINE.registry, Action.ENFORCE, `Images come from ${registry}.`, {
      spec: inEveryList({ image: `${registry}/*` }),
    });
    this.policy(BASELINE.resources, Action.ENFORCE, 'CPU and memory are requested and limited.', {
      // A debugging container takes its room from the pod, and may state none.
      spec: { '=(initContainers)': [{ resources: SIZED }], containers: [{ resources: SIZED }] },
    });
    this.policy(BASELINE.privileged, Action.ENFORCE, 'No container is privileged.', {
      spec: inEveryList({ '=(securityContext)': { '=(privileged)': 'false' } }),
    });
    this.policy(BASELINE.labels, Action.AUDIT, 'Pods have the labels app and version.', {
      metadata: { labels: { app: SOME, version: SOME } },
    });
  }

  private policy(name: string, failureAction: Action, message: string, pattern: object): void {
    const { excludedNamespaces, annotations } = this.props;
    const rule: Rule = {
      name,
      match: { any: [{ resources: { kinds: ['Pod'] } }] },
      exclude: { any: [{ resources: { namespaces: [...excludedNamespaces] } }] },
      // The definition's own defaults: left out, they stay a difference from Git for ever.
      skipBackgroundRequests: true,
      validate: { failureAction, allowExistingViolations: true, message, pattern },
    };
    new ClusterPolicy(this, name, {
      metadata: defined({ name, annotations: annotations && { ...annotations } }),
      spec: { background: true, rules: [rule] },
    });
  }
}

/** A pod has three lists of containers; the first two may be absent. */
function inEveryList(container: object): Record<string, object[]> {
  return { '=(ephemeralContainers)': [container], '=(initContainers)': [container], containers: [container] };
}

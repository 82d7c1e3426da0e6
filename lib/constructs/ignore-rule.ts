import type { IConstruct } from 'constructs';

/** Fields that a controller rewrites at run time: Argo CD must neither show them as drift nor write them back (L-09). */
export interface IgnoreRule {
  readonly group: string;
  readonly kind: string;
  /** Every object of the kind when left out. */
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly jsonPointers?: readonly string[] | undefined;
  readonly jqPathExpressions?: readonly string[] | undefined;
}

/** A construct whose objects are changed at run time by somebody else. */
export interface RewrittenAtRunTime {
  readonly ignoreRules: readonly IgnoreRule[];
}

/** Every rule of the constructs below `scope`, in the order of the tree. */
export function ignoreRulesBelow(scope: IConstruct): readonly IgnoreRule[] {
  return scope.node
    .findAll()
    .flatMap((construct) => ('ignoreRules' in construct ? (construct as IConstruct & RewrittenAtRunTime).ignoreRules : []));
}

import { Construct } from 'constructs';
import {
  Application,
  type ApplicationSpecIgnoreDifferences as IgnoreDifference,
  type ApplicationSpecSource as Source,
} from '../../imports/argoproj.io.ts';
import { defined } from './defined.ts';
import type { IgnoreRule } from './ignore-rule.ts';

/** Name and namespace of the Applications' own controller. */
export const ARGOCD_NAMESPACE = 'argocd';

/** The cluster that Argo CD itself runs in. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Annotation of what must outlive its Application and its file: deleting it would delete data. */
export const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } as const;

export interface ArgoApplicationProps {
  readonly name: string;
  readonly project: string;
  /** Applications with a smaller number are healthy before this one is synced. */
  readonly wave: number;
  readonly source: Source;
  /** Where objects without a namespace of their own go. */
  readonly namespace: string;
  /** Fields that controllers rewrite. */
  readonly ignore?: readonly IgnoreRule[] | undefined;
  /** Creates the namespace, bare, if it does not exist. @default false */
  readonly createNamespace?: boolean | undefined;
  /** Needed for definitions too large for the annotation that client-side apply writes (256 KiB). @default false */
  readonly serverSideApply?: boolean | undefined;
}

/**
 * One Application: synced, pruned and healed by itself. Without finalizer on purpose: when its file disappears from Git,
 * the Application goes and what it installed stays until somebody removes it.
 */
export class ArgoApplication extends Construct {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id);
    const { name, project, wave, source, namespace, ignore = [], createNamespace = false, serverSideApply = false } = props;
    const rewritten = ignore.length > 0;
    const options = [
      ...(rewritten ? ['RespectIgnoreDifferences=true'] : []),
      ...(createNamespace ? ['CreateNamespace=true'] : []),
      ...(serverSideApply ? ['ServerSideApply=true'] : []),
    ];
    new Application(this, 'Resource', {
      metadata: { name, namespace: ARGOCD_NAMESPACE, annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } },
      spec: defined({
        project,
        source,
        destination: { server: IN_CLUSTER, namespace },
        ignoreDifferences: rewritten ? ignore.map(ignoreDifference) : undefined,
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          // Ignored fields are only hidden from the diff unless the sync leaves them alone, too (D-01).
          ...(options.length === 0 ? {} : { syncOptions: options }),
          retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        },
      }),
    });
  }
}

function ignoreDifference({ group, kind, name, namespace, jsonPointers, jqPathExpressions }: IgnoreRule): IgnoreDifference {
  return defined({
    group,
    kind,
    name,
    namespace,
    jsonPointers: jsonPointers && [...jsonPointers],
    jqPathExpressions: jqPathExpressions && [...jqPathExpressions],
  });
}

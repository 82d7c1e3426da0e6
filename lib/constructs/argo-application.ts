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

/** How an Application is synced; it is pruned and healed by itself in any case. */
export interface SyncBehaviour {
  readonly retry: {
    /** Attempts after a sync that failed; -1 for any number. */
    readonly limit: number;
    readonly backoff: { readonly duration: string; readonly factor: number; readonly maxDuration: string };
  };
  /** Options beside those that follow from the Application itself, `PruneLast=true`. @default none */
  readonly options?: readonly string[] | undefined;
  /** Says in so many words that a source without objects removes nothing: Argo CD's own default. @default not written */
  readonly refuseEmpty?: boolean | undefined;
  /** Deleting the Application deletes what it installed, save what is annotated with {@link KEEP}. @default false */
  readonly finalizer?: boolean | undefined;
}

/** Five attempts, from 10 s to 5 min apart. */
export const DEFAULT_SYNC: SyncBehaviour = { retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } } };

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

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
  /** Name under which Argo CD knows the cluster that it installs on. @default the one that Argo CD runs in */
  readonly cluster?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** @default {@link DEFAULT_SYNC} */
  readonly sync?: SyncBehaviour | undefined;
  /** Needed for definitions too large for the annotation that client-side apply writes (256 KiB). @default false */
  readonly serverSideApply?: boolean | undefined;
}

/**
 * One Application: synced, pruned and healed by itself. Without finalizer unless it is asked for: when its file disappears
 * from Git, the Application goes and what it installed stays until somebody removes it.
 */
export class ArgoApplication extends Construct {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id);
    const { name, project, wave, source, namespace, cluster, labels, ignore = [], sync = DEFAULT_SYNC } = props;
    const { createNamespace = false, serverSideApply = false } = props;
    const rewritten = ignore.length > 0;
    const options = [
      ...(rewritten ? ['RespectIgnoreDifferences=true'] : []),
      ...(createNamespace ? ['CreateNamespace=true'] : []),
      ...(serverSideApply ? ['ServerSideApply=true'] : []),
      ...(sync.options ?? []),
    ];
    new Application(this, 'Resource', {
      metadata: defined({
        name,
        namespace: ARGOCD_NAMESPACE,
        labels: labels && { ...labels },
        annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
        finalizers: sync.finalizer === true ? [FINALIZER] : undefined,
      }),
      spec: defined({
        project,
        source,
        destination: cluster === undefined ? { server: IN_CLUSTER, namespace } : { name: cluster, namespace },
        ignoreDifferences: rewritten ? ignore.map(ignoreDifference) : undefined,
        syncPolicy: {
          automated: { prune: true, selfHeal: true, ...(sync.refuseEmpty === true ? { allowEmpty: false } : {}) },
          // Ignored fields are only hidden from the diff unless the sync leaves them alone, too (D-01).
          ...(options.length === 0 ? {} : { syncOptions: [...new Set(options)] }),
          retry: { limit: sync.retry.limit, backoff: { ...sync.retry.backoff } },
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

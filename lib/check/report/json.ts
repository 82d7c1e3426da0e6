import type { Finding } from '../check.ts';

/** A finding as other programs read it: every field is there in every finding. */
export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  /** `namespace` is empty outside namespaces. */
  readonly object: { readonly apiVersion: string; readonly kind: string; readonly namespace: string; readonly name: string };
  /** Path below what was checked, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly why?: string | undefined;
  readonly cluster?: string | undefined;
  readonly construct?: string | undefined;
  readonly source?: string | undefined;
}

export function jsonFinding({
  rule,
  severity,
  object,
  file = '',
  line = 1,
  path,
  message,
  fix,
  why,
  cluster,
  construct,
  source,
}: Finding): JsonFinding {
  const { apiVersion, kind, namespace = '', name } = object;
  return {
    rule,
    severity,
    object: { apiVersion, kind, namespace, name },
    file,
    line,
    path,
    message,
    fix,
    ...(why === undefined ? {} : { why }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(construct === undefined ? {} : { construct }),
    ...(source === undefined ? {} : { source }),
  };
}

/** `{"findings": […]}` */
export function jsonReport(findings: readonly Finding[]): string {
  return JSON.stringify({ findings: findings.map(jsonFinding) }, null, 2);
}

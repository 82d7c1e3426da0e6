import { createHash } from 'node:crypto';
import { groupOf } from '../../manifest/scope.ts';
import type { Finding } from '../check.ts';

/** What a finding is about, without line numbers and without the places of list items: moving things is nothing new. */
export function fingerprint({ rule, object, cluster = '', file = '', path, message }: Finding): string {
  const { apiVersion, kind, namespace = '', name } = object;
  const parts = [
    rule,
    cluster,
    file,
    groupOf(apiVersion),
    kind,
    namespace,
    name,
    path.replace(/\[\d+\]|(?:text:|line )\d+/g, '[]'),
    message,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

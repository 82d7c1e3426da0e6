import { createHash } from 'node:crypto';
import type { Finding } from '../check.ts';

/** What a finding is about, without line numbers and without the places of list items: moving things is nothing new. */
export function fingerprint({ rule, object, cluster = '', file = '', path, message }: Finding): string {
  const { apiVersion, kind, namespace = '', name } = object;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const parts = [rule, cluster, file, group, kind, namespace, name, path.replace(/\[\d+\]|(?:text:|line )\d+/g, '[]'), message];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

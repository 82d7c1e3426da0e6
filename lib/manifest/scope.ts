import * as kinds from '../values/cluster-scope.ts';
import type { KubeObject } from './manifest.ts';

/** API group of an `apiVersion`; the core group is the empty text. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** Whether an object of this kind lives outside namespaces. */
export function isClusterScoped({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return kinds.isClusterScoped({ group: groupOf(apiVersion), kind });
}

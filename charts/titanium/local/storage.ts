import type { Construct } from 'constructs';
import type { ContainerProps } from '../../../lib/constructs/container.ts';
import { NOBODY_UID } from '../../../lib/constructs/security.ts';
import { VolumeClaim } from '../../../lib/constructs/volume-claim.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { LOCAL } from '../namespaces.ts';
import { isKeeper, type Keeper } from '../services/services.ts';

const FOLDER = '/data';

/** Who keeps a SQLite file, and by which variable it is told where (seed 003, section 19). */
const FILES = {
  'user-service': { variable: 'DATABASE_PATH', file: 'users.db' },
  'blog-service': { variable: 'BLOG_DATABASE_PATH', file: 'blog.db' },
} as const satisfies Record<Keeper, { readonly variable: string; readonly file: string }>;

/** What a service needs for its file. */
export interface FileDatabase extends Pick<ContainerProps, 'mounts'> {
  readonly env: Readonly<Record<string, string>>;
  readonly fsGroup: number;
}

/** A volume for the database file of a service, so that it outlives the container; nothing for a service that keeps none. */
export function fileDatabase(scope: Construct, cluster: Cluster, name: string): FileDatabase | undefined {
  if (!isKeeper(name)) return undefined;
  const { variable, file } = FILES[name];
  const { volume } = new VolumeClaim(scope, `${name}-data`, {
    name: `${name}-data-pvc`,
    namespace: LOCAL.name,
    size: cluster.claim(name).size,
    storageClass: cluster.storage.class,
  });
  return { env: { [variable]: `${FOLDER}/${file}` }, mounts: [{ volume, path: FOLDER }], fsGroup: NOBODY_UID };
}

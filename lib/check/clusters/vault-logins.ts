import { at, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { everywhere, type Placed } from './where.ts';

/** A log-in to Vault with a service account of the cluster. */
export interface VaultLogin extends Placed {
  readonly path: string;
  readonly server: string;
  readonly mount: string;
  /** Vault's namespaces have mounts of their own. */
  readonly space: string;
  /** Whose object it is: cert-manager writes the whole API path, External Secrets the name of the mount. */
  readonly by: 'cert-manager' | 'external-secrets';
}

const PLACES = {
  'cert-manager.io/v1/ClusterIssuer': ['spec.vault', 'cert-manager'],
  'cert-manager.io/v1/Issuer': ['spec.vault', 'cert-manager'],
  'external-secrets.io/v1/ClusterSecretStore': ['spec.provider.vault', 'external-secrets'],
  'external-secrets.io/v1/SecretStore': ['spec.provider.vault', 'external-secrets'],
} as const;

export const LOGIN_KINDS = Object.keys(PLACES);

export function vaultLogins(world: World): readonly VaultLogin[] {
  return world.everywhere.once('logins to vault', () =>
    Object.entries(PLACES).flatMap(([kind, [path, by]]) =>
      everywhere(world, kind).flatMap((each) => {
        const vault = at(each.manifest.object, path);
        const place = `${path}.auth.kubernetes.mountPath`;
        const server = textAt(vault, 'server');
        // What neither says is the usual mount.
        const login = at(vault, 'auth.kubernetes');
        const mount = textAt(login, 'mountPath') ?? textAt(login, 'path') ?? 'kubernetes';
        return server === undefined || login === undefined
          ? []
          : { ...each, path: place, server, mount, space: textAt(vault, 'namespace') ?? '', by };
      }),
    ),
  );
}

import { addTo } from '../../values/multimap.ts';
import { clusterUrls } from '../cluster-urls.ts';
import { releasesOf } from '../hosts/releases.ts';
import { items, itemsAt, textAt } from '../read.ts';
import { serviceHost } from '../services.ts';
import type { World } from '../world.ts';
import { CERTIFICATE } from './certificates.ts';

/** Kinds that call Services by https. */
const CALLERS = [
  'external-secrets.io/v1/ClusterSecretStore',
  'external-secrets.io/v1/SecretStore',
  'cert-manager.io/v1/ClusterIssuer',
  'cert-manager.io/v1/Issuer',
  'v1/ConfigMap',
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
];

/** A call by https: of which host, by whom. */
export interface SecureCall {
  readonly host: string;
  readonly by: string;
}

/** Calls of Services whose pods mount this one Secret with a certificate. */
export function callsShown(world: World, namespace: string, secret: string): readonly SecureCall[] {
  const known = world.once('https calls by secret', () => {
    const map = new Map<string, SecureCall[]>();
    const mounted = mountedBy(world);
    if (mounted.size === 0) return map;
    for (const manifest of CALLERS.flatMap((kind) => world.ofKind(kind))) {
      const { kind, metadata } = manifest.object;
      const server = textAt(manifest.object, 'spec.vault.server') ?? textAt(manifest.object, 'spec.provider.vault.server');
      const own = /^https:\/\/([\w.-]+)/.exec(server ?? '')?.[1];
      const hosts = [
        ...(own === undefined ? [] : [own]),
        ...clusterUrls(manifest, world).flatMap(({ url }) => (url.scheme === 'https' ? url.host : [])),
      ];
      for (const host of new Set(hosts)) {
        const target = serviceHost(host, metadata.namespace ?? '');
        const shown = target === undefined ? undefined : mounted.get(`${target.namespace}/${target.name}`);
        if (shown !== undefined) addTo(map, `${target?.namespace ?? ''}/${shown}`, { host, by: `${kind} ${metadata.name}` });
      }
    }
    return map;
  });
  return known.get(`${namespace}/${secret}`) ?? [];
}

/** The one Secret with a server's certificate that pods mount, by the Service in front of them: those of the tree, and of Vault's chart. */
function mountedBy(world: World): ReadonlyMap<string, string> {
  const shown = new Set(
    world.ofKind(CERTIFICATE).flatMap(({ object }) => {
      const usages = itemsAt(object, 'spec.usages');
      const serves = usages.length === 0 || usages.includes('server auth') || !usages.includes('client auth');
      return serves ? `${object.metadata.namespace ?? ''}/${textAt(object, 'spec.secretName') ?? ''}` : [];
    }),
  );
  const map = new Map<string, Set<string>>();
  const put = (service: string, namespace: string, volumes: readonly unknown[]): void => {
    for (const volume of volumes) {
      const secret =
        textAt(volume, 'secret.secretName') ?? (textAt(volume, 'type') === 'secret' ? textAt(volume, 'name') : undefined) ?? '';
      if (shown.has(`${namespace}/${secret}`)) map.set(service, (map.get(service) ?? new Set()).add(secret));
    }
  };
  if (shown.size === 0) return new Map();
  for (const pod of world.podTemplates()) {
    for (const service of world.servicesOf(pod))
      put(`${pod.namespace}/${service.object.metadata.name}`, pod.namespace, items(pod.spec['volumes']));
  }
  for (const { chart, name, namespace, values } of releasesOf(world)) {
    const volumes = chart === 'vault' ? [...itemsAt(values, 'server.volumes'), ...itemsAt(values, 'server.extraVolumes')] : [];
    for (const service of [name, `${name}-active`, `${name}-internal`]) put(`${namespace}/${service}`, namespace, volumes);
  }
  // Of two nobody knows which one is shown.
  return new Map([...map].flatMap(([service, secrets]) => (secrets.size === 1 ? [[service, [...secrets][0] ?? ''] as const] : [])));
}

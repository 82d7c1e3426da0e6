import { addTo } from '../../values/multimap.ts';
import { releasesOf } from '../hosts/releases.ts';
import { at, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { matchesSelector, type Labels } from '../selector.ts';
import type { World } from '../world.ts';
import { certificatesOf } from './issued.ts';

export const ISSUERS = ['cert-manager.io/v1/ClusterIssuer', 'cert-manager.io/v1/Issuer'] as const;

/** Who asks an issuer for a certificate: a Certificate, or an Ingress for which cert-manager makes one with its labels. */
export interface Asker {
  readonly manifest: WorldObject;
  readonly names: readonly string[];
  readonly labels: Labels;
}

export function askersOf(issuer: WorldObject, world: World): readonly Asker[] {
  const certificates = certificatesOf(issuer, world).map((manifest) => ({
    manifest,
    names: [textAt(manifest.object, 'spec.commonName'), ...itemsAt(manifest.object, 'spec.dnsNames').map((each) => text(each))],
  }));
  const { kind, metadata } = issuer.object;
  const place = kind === 'ClusterIssuer' ? '' : `${metadata.namespace ?? ''}/`;
  const ingresses = (ingressesByIssuer(world).get(`${kind} ${place}${metadata.name}`) ?? []).map((manifest) => ({
    manifest,
    names: itemsAt(manifest.object, 'spec.tls').flatMap((each) => itemsAt(each, 'hosts').map((host) => text(host))),
  }));
  return [...certificates, ...ingresses].map(({ manifest, names }) => ({
    manifest,
    names: [...new Set(names.flatMap((each) => (each === undefined || /[$<{]/.test(each) ? [] : each)))],
    labels: textsAt(manifest.object, 'metadata.labels'),
  }));
}

function ingressesByIssuer(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('ingresses by issuer', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('networking.k8s.io/v1/Ingress')) {
      const annotations = textsAt(each.object, 'metadata.annotations');
      const wide = annotations['cert-manager.io/cluster-issuer'];
      const own = annotations['cert-manager.io/issuer'];
      if (wide !== undefined) addTo(found, `ClusterIssuer ${wide}`, each);
      else if (own !== undefined) addTo(found, `Issuer ${each.object.metadata.namespace ?? ''}/${own}`, each);
    }
    return found;
  });
}

/**
 * Whether a solver is for a name of a certificate: one without a selector is for all. Zones are compared label by label from the end.
 * @see https://github.com/cert-manager/cert-manager/blob/v1.16.2/pkg/controller/acmeorders/selectors/dns_zones.go
 */
export function takesName(solver: unknown, name: string, labels: Labels): boolean {
  const selector = at(solver, 'selector');
  if (selector === undefined) return true;
  const zones = zonesOf(solver);
  const hosts = itemsAt(selector, 'dnsNames').flatMap((each) => text(each) ?? []);
  const named =
    (zones.length === 0 && hosts.length === 0) || hosts.includes(name) || zones.some((zone) => name === zone || name.endsWith(`.${zone}`));
  return named && matchesSelector({ matchLabels: textsAt(selector, 'matchLabels') }, labels);
}

export function zonesOf(solver: unknown): readonly string[] {
  return itemsAt(solver, 'selector.dnsZones').flatMap((each) => text(each) ?? []);
}

/** Whether every cert-manager of the tree is told nothing of Gateways. */
export function gatewaysOff(world: World): boolean {
  const releases = releasesOf(world).filter(({ chart }) => chart === 'cert-manager');
  return (
    releases.length > 0 &&
    releases.every(
      ({ open, values }) =>
        open !== true &&
        at(values, 'config.enableGatewayAPI') !== true &&
        !/gateway/i.test([textAt(values, 'featureGates'), ...itemsAt(values, 'extraArgs')].join(' ')),
    )
  );
}

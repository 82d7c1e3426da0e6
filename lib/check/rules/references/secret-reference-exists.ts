import { findSource, nearSource, sourceElsewhere } from '../../config-sources.ts';
import { HELM_KINDS } from '../../helm.ts';
import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { at } from '../../read.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { isOpaque } from '../../reference.ts';
import { defineRule, kindKey, kindOf, type WorldObject } from '../../rule.ts';
import { chartsFill } from '../../hosts/chart-services.ts';
import { chartSources, gatewaySelector, namedSources, SECRET_READERS } from '../../secret-references.ts';
import type { World } from '../../world.ts';

const FROM = new Map(Object.entries(SECRET_READERS).map(([kind, { from }]) => [kindKey(kind), from]));

export const secretReferenceExists = defineRule({
  id: 'secret-reference-exists',
  severity: 'error',
  kinds: [...Object.keys(SECRET_READERS), ...HELM_KINDS],
  asks: 'The Secrets and ConfigMaps that issuers, gateways, accounts, stores, monitors and the values of charts name exist, with the keys that they name.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/; seed 004, M12; seed 002, D-13',
  *check(manifest, world) {
    const { object } = manifest;
    const isChart = !FROM.has(kindOf(object));
    const sources = isChart ? chartSources(manifest) : namedSources(object, FROM.get(kindOf(object)));
    for (const { kind, name, namespace: written, key, keys, path } of sources) {
      const namespace = gatewayNamespace(manifest, world) ?? written;
      const source = findSource(world, kind, namespace, name);
      const near = source === undefined ? (nearSource(world, kind, namespace, name) ?? certificateFor(manifest, world)) : undefined;
      const elsewhere = source === undefined && near === undefined ? sourceElsewhere(world, kind, namespace, name) : undefined;
      const where = namespace === '' ? '' : `${namespace}/`;
      if (source !== undefined) {
        const lacking =
          source.keys === undefined
            ? undefined
            : (keys ?? [key]).find((each) => each !== undefined && source.keys?.includes(each) === false);
        if (lacking === undefined) continue;
        const why = 'The operator reports an error on this object and does nothing for it.';
        yield {
          path,
          message: `${kind} ${where}${name} has no key "${lacking}", it has ${source.keys === undefined || source.keys.length === 0 ? 'none' : source.keys.join(', ')}`,
          why,
          fix: 'Name a key that exists, or add this one.',
        };
        continue;
      }
      if (kind === 'ConfigMap' && near === undefined && isOpaque(world, namespace)) continue;
      // What charts and Argo CD make is often added to.
      if (
        object.kind === 'ExternalSecret' &&
        near === undefined &&
        (isOpaque(world, namespace) || chartsFill(world, namespace) || name === 'argocd-secret')
      )
        continue;
      const listed = world.facts.secrets !== undefined || world.facts.whole === true;
      yield {
        path,
        // What a values file names may be made by hand, as its comments often say.
        severity:
          isChart && near === undefined && elsewhere === undefined && !listed
            ? 'info'
            : listed
              ? 'error'
              : near !== undefined || elsewhere !== undefined || isExpected(manifest, path, world)
                ? 'warning'
                : 'info',
        message: `nothing here makes ${kind} ${where}${name}${elsewhere === undefined ? '' : `, only one in "${elsewhere}"`}`,
        why: WHY[object.kind] ?? 'The operator waits for it: what this object asks for never happens.',
        fix:
          near !== undefined
            ? `Did you mean "${near}"?`
            : elsewhere !== undefined
              ? `Make it in "${namespace}", where it is read.`
              : isIssuer(object.kind) && name.includes('token')
                ? 'Use serviceAccountRef: tokens of ServiceAccounts are not put into Secrets since Kubernetes 1.24.'
                : `Make it with an ExternalSecret, a SealedSecret or a Certificate, or name one that exists.`,
      };
    }
  },
});

/**
 * An issuer that logs in to Vault; any other one where the tree makes Secrets. The key of a DNS account is often made by hand, and the
 * certificate of an authority elsewhere is copied once.
 */
function isExpected({ object }: WorldObject, path: string, world: World): boolean {
  if (!isIssuer(object.kind) || path.endsWith('caBundleSecretRef')) return false;
  const makers = ['external-secrets.io/v1/ExternalSecret', 'bitnami.com/v1alpha1/SealedSecret', 'v1/Secret'];
  return at(object, 'spec.vault') !== undefined || makers.some((kind) => world.ofKind(kind).length > 0);
}

function isIssuer(kind: string): boolean {
  return kind === 'Issuer' || kind === 'ClusterIssuer';
}

/** The Secret of the certificate that is made for a host of the Ingress. */
function certificateFor({ object }: WorldObject, world: World): string | undefined {
  if (object.kind !== 'Ingress') return undefined;
  const hosts = itemsAt(object, 'spec.tls').flatMap((tls) => itemsAt(tls, 'hosts').map(text));
  const made = world
    .inNamespace('cert-manager.io/v1/Certificate', object.metadata.namespace ?? '')
    .find((each) => itemsAt(each.object, 'spec.dnsNames').some((name) => hosts.includes(text(name))));
  return textAt(made?.object, 'spec.secretName');
}

/** Istio reads certificates in the namespace of the gateway's pods. */
function gatewayNamespace({ object }: WorldObject, world: World): string | undefined {
  if (kindOf(object) !== 'networking.istio.io/Gateway') return undefined;
  const selector = gatewaySelector(object);
  if (Object.keys(selector).length === 0) return undefined;
  return (
    world.podsWith(selector)[0]?.namespace ??
    gatewayPods(world).find(({ labels }) => Object.entries(selector).every(([key, value]) => labels[key] === value))?.namespace
  );
}

const WHY: Readonly<Record<string, string>> = {
  ClusterIssuer: 'The issuer never gets ready, and no certificate is issued or renewed.',
  Issuer: 'The issuer never gets ready, and no certificate is issued or renewed.',
  ExternalSecret:
    'It only adds to a Secret that is there (creationPolicy: Merge): "the desired secret was not found", and nobody makes it.',
  Gateway: 'The gateway has no certificate for these hosts: browsers get a reset instead of a page.',
  Ingress: 'The controller answers with its own self-signed certificate: every browser warns.',
  ServiceAccount: 'Pods of this account cannot pull their images: ImagePullBackOff.',
};

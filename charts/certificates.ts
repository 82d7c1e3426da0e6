import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Certificate,
  CertificateSpecPrivateKeyAlgorithm as Algorithm,
  CertificateSpecPrivateKeyRotationPolicy as Rotation,
  ClusterIssuer,
} from '../imports/cert-manager.io.ts';
import { SecretKey } from '../lib/constructs/secret-key.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { CERT_MANAGER } from './components/cert-manager.ts';
import { zoneOf } from './facts.ts';
import { NAMESPACES } from './namespaces.ts';

/** Secret in which the ingress gateway finds its certificate; cert-manager writes it. */
export const GATEWAY_CERTIFICATE = 'gateway-certificate';

const ISSUER = 'letsencrypt';

/**
 * One certificate for all names of the zone, renewed by itself (seed 002, next steps: HTTPS in the cluster). A wildcard is
 * proved by an entry in the zone, not by an answer on port 80: it works for private names and behind Cloudflare's cache.
 */
export class CertificatesChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'certificates', { namespace: NAMESPACES.istio.name, disableResourceNameHashes: true });
    const zone = zoneOf(cluster);
    const token = new SecretKey(cluster.secret(CERT_MANAGER, 'cloudflare-api-token'), 'api-token');
    new ClusterIssuer(this, 'Issuer', {
      metadata: { name: ISSUER },
      spec: {
        acme: {
          server: 'https://acme-v02.api.letsencrypt.org/directory',
          privateKeySecretRef: { name: `${ISSUER}-account` }, // written by cert-manager
          solvers: [
            {
              selector: { dnsZones: [zone] },
              dns01: { cloudflare: { apiTokenSecretRef: { name: token.secret.name, key: token.key } } },
            },
          ],
        },
      },
    });
    new Certificate(this, 'GatewayCertificate', {
      metadata: { name: GATEWAY_CERTIFICATE, namespace: NAMESPACES.istio.name },
      spec: {
        secretName: GATEWAY_CERTIFICATE,
        dnsNames: [zone, `*.${zone}`],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: ISSUER },
        privateKey: { algorithm: Algorithm.ECDSA, size: 256, rotationPolicy: Rotation.ALWAYS },
      },
    });
  }
}

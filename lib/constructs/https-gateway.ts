import { Construct } from 'constructs';
import {
  Certificate,
  CertificateSpecPrivateKeyAlgorithm as Algorithm,
  CertificateSpecPrivateKeyRotationPolicy as Rotation,
} from '../../imports/cert-manager.io.ts';
import {
  Gateway,
  GatewaySpecListenersAllowedRoutesNamespacesFrom as From,
  GatewaySpecListenersTlsMode as Mode,
} from '../../imports/gateway.networking.k8s.io.ts';
import type { Peer } from './peer.ts';

export interface HttpsGatewayProps {
  readonly name: string;
  readonly namespace: string;
  /** Who makes it work, `cilium`. */
  readonly className: string;
  /** Host names by the name of their listener, which routes give as `sectionName`. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Namespaces whose routes may attach. */
  readonly routesFrom: readonly string[];
  /** ClusterIssuer of the certificate. */
  readonly issuer: string;
  /** Of the Service that is made for it, such as the address that it asks for. */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Lifetime of a certificate, and how long before its end the next one comes: a week's outage of the issuer does no harm (chosen). */
const LIFETIME = { duration: '720h', renewBefore: '240h' } as const;

/** The door from outside by the Gateway API: HTTPS only, one listener a host, one certificate for all. */
export class HttpsGateway extends Construct {
  constructor(scope: Construct, id: string, props: HttpsGatewayProps) {
    super(scope, id);
    const { name, namespace, className, hosts, routesFrom, issuer, serviceAnnotations, annotations = {} } = props;
    const secretName = `${name}-certificate`; // written by cert-manager
    new Gateway(this, 'Resource', {
      metadata: { name, namespace, annotations: { ...annotations } },
      spec: {
        gatewayClassName: className,
        infrastructure: { annotations: { ...serviceAnnotations } },
        listeners: Object.entries(hosts).map(([listener, hostname]) => ({
          name: listener,
          hostname,
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: Mode.TERMINATE, certificateRefs: [{ group: '', kind: 'Secret', name: secretName }] },
          allowedRoutes: {
            namespaces: {
              from: From.SELECTOR,
              selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...routesFrom] }] },
            },
          },
        })),
      },
    });
    new Certificate(this, 'Certificate', {
      metadata: { name: secretName, namespace, annotations: { ...annotations } },
      spec: {
        secretName,
        dnsNames: Object.values(hosts),
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
        privateKey: { algorithm: Algorithm.ECDSA, size: 256, rotationPolicy: Rotation.ALWAYS },
        ...LIFETIME,
      },
    });
  }
}

/** Through whom requests to Cilium's Gateways reach pods: proxies on the nodes, which are no pods themselves. */
export function ciliumProxyOf({ namespace }: { readonly namespace: string }): Peer {
  return { name: 'gateway-proxy', namespace, podLabels: {}, entity: 'ingress' };
}

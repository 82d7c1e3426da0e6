import { Construct } from 'constructs';
import { Gateway, type GatewaySpecServers as Server, GatewaySpecServersTlsMode as TlsMode } from '../../imports/networking.istio.io.ts';
import { servedByIstio } from './istio-api.ts';

export interface IstioGatewayProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels of the gateway pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Names that are served, `*.example.org`. */
  readonly hosts: readonly string[];
  /** Secret beside the gateway pods with a certificate for all these names, if they are served on port 443 as well. */
  readonly certificate?: string | undefined;
}

/** The certificate's Secret is written in the cluster: who analyzes files finds none. @see https://istio.io/latest/docs/reference/config/analysis/ist0101/ */
const WRITTEN_LATER = { 'galley.istio.io/analyze-suppress': 'IST0101' };

/** Plain HTTP on port 80 of the gateway pods, where TLS ends before them; and HTTPS on 443, where they have a certificate. */
export class IstioGateway extends Construct {
  /** Labels of the gateway pods. */
  readonly selector: Readonly<Record<string, string>>;
  private readonly name: string;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, { name, namespace, selector, hosts, certificate }: IstioGatewayProps) {
    super(scope, id);
    this.name = name;
    this.selector = selector;
    this.namespace = namespace;
    const servers: Server[] = [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: [...hosts] }];
    if (certificate !== undefined) {
      servers.push({
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        tls: { mode: TlsMode.SIMPLE, credentialName: certificate },
        hosts: [...hosts],
      });
    }
    servedByIstio(
      new Gateway(this, 'Resource', {
        metadata: { name, namespace, ...(certificate === undefined ? {} : { annotations: WRITTEN_LATER }) },
        spec: { selector: { ...selector }, servers },
      }),
    );
  }

  /** How a VirtualService refers to it: by name from its own namespace, by `namespace/name` from another. */
  referenceFrom(namespace: string): string {
    return namespace === this.namespace ? this.name : `${this.namespace}/${this.name}`;
  }
}

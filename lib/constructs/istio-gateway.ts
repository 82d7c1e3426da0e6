import { Construct } from 'constructs';
import { Gateway } from '../../imports/networking.istio.io.ts';

export interface IstioGatewayProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels of the gateway pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Names that are served, `*.example.org`. */
  readonly hosts: readonly string[];
}

/** Plain HTTP on port 80 of the gateway pods; TLS ends before them. */
export class IstioGateway extends Construct {
  private readonly name: string;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, { name, namespace, selector, hosts }: IstioGatewayProps) {
    super(scope, id);
    this.name = name;
    this.namespace = namespace;
    new Gateway(this, 'Resource', {
      metadata: { name, namespace },
      spec: { selector: { ...selector }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: [...hosts] }] },
    });
  }

  /** How a VirtualService refers to it: by name from its own namespace, by `namespace/name` from another. */
  referenceFrom(namespace: string): string {
    return namespace === this.namespace ? this.name : `${this.namespace}/${this.name}`;
  }
}

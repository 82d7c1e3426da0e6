import { Construct } from 'constructs';
import { VirtualService } from '../../imports/networking.istio.io.ts';
import type { IstioGateway } from './istio-gateway.ts';
import { fqdn, type ServiceEndpoint } from './peer.ts';
import { servedByIstio } from './istio-api.ts';

export interface IstioHostRouteProps {
  readonly name: string;
  readonly namespace: string;
  /** Public name, `argocd.example.org`. */
  readonly host: string;
  /** Where requests come in. */
  readonly gateway: IstioGateway;
  readonly to: ServiceEndpoint;
  /** Beginning of the paths that go there, `/`. @default not asked: every path */
  readonly prefix?: string | undefined;
}

/** Everything that asks the gateway for one host goes to one Service. */
export class IstioHostRoute extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, host, gateway, to, prefix }: IstioHostRouteProps) {
    super(scope, id);
    servedByIstio(
      new VirtualService(this, 'Resource', {
        metadata: { name, namespace },
        spec: {
          hosts: [host],
          gateways: [gateway.referenceFrom(namespace)],
          http: [
            {
              ...(prefix === undefined ? {} : { match: [{ uri: { prefix } }] }),
              route: [{ destination: { host: fqdn(to), port: { number: to.port.number } } }],
            },
          ],
        },
      }),
    );
  }
}

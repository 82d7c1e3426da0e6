import { Construct } from 'constructs';
import { HttpRoute, HttpRouteSpecRulesMatchesPathType as PathType } from '../../imports/gateway.networking.k8s.io.ts';
import { defined } from './defined.ts';
import { Flows } from './flow.ts';
import { ciliumProxyOf } from './https-gateway.ts';
import type { ServiceEndpoint } from './peer.ts';

export interface GatewayRouteProps {
  readonly name: string;
  /** Host name, `grafana.example.org`. */
  readonly host: string;
  /** The Gateway, and the listener of it that has the host. */
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly listener: string;
  /** Where requests go: in plain HTTP, for Cilium 1.19 speaks no TLS to backends. The route stands in its namespace. */
  readonly to: ServiceEndpoint;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Everything that asks a Gateway for one host goes to one Service, and the Gateway's proxies may call its pods. */
export class GatewayRoute extends Construct {
  constructor(scope: Construct, id: string, { name, host, gateway, listener, to, annotations }: GatewayRouteProps) {
    super(scope, id);
    Flows.of(this).declare({ kind: 'pod', from: ciliumProxyOf(gateway), to });
    new HttpRoute(this, 'Resource', {
      metadata: defined({ name, namespace: to.peer.namespace, annotations: annotations && { ...annotations } }),
      // With what the definition fills in: inside lists, what Git leaves out stays a difference for ever.
      spec: {
        parentRefs: [
          { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.name, namespace: gateway.namespace, sectionName: listener },
        ],
        hostnames: [host],
        rules: [
          {
            matches: [{ path: { type: PathType.PATH_PREFIX, value: '/' } }],
            backendRefs: [{ group: '', kind: 'Service', name: to.service, port: to.port.number, weight: 1 }],
          },
        ],
      },
    });
  }
}

import { Construct } from 'constructs';
import { DestinationRule, DestinationRuleSpecTrafficPolicyTlsMode as TlsMode } from '../../imports/networking.istio.io.ts';
import { InputError } from '../errors.ts';
import { Flows, receiverOf } from './flow.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import { fqdn, type MeshEndpoint } from './peer.ts';
import { servedByIstio } from './istio-api.ts';

export interface IstioDestinationRuleProps {
  /** A Service, or a namespace: then every Service in it that has no rule of its own. */
  readonly to: MeshEndpoint | MeshNamespace;
  /** @default the Service's name; `default` for a namespace */
  readonly name?: string | undefined;
}

/** istioctl looks for a Service by the very name of the host, and warns of every wildcard. @see https://github.com/istio/istio/pull/56133 */
const UNDERSTOOD = { 'galley.istio.io/analyze-suppress': 'IST0174' } as const;

/**
 * Sidecars call a Service, or all of a namespace, by mutual TLS and never fall back to plaintext. The pods at the other
 * end must have sidecars: of a Service its type says so, in a namespace every called workload is asked.
 */
export class IstioDestinationRule extends Construct {
  constructor(scope: Construct, id: string, { to, name }: IstioDestinationRuleProps) {
    super(scope, id);
    const wide = !('service' in to);
    if (wide && !to.injection) {
      throw new InputError(
        this.node.path,
        `namespace ${to.name} has no injection: callers would open mutual TLS, and no pod there could answer it`,
        'Switch injection on for the namespace, or leave the rule out.',
      );
    }
    servedByIstio(
      new DestinationRule(this, 'Resource', {
        metadata: wide
          ? { name: name ?? 'default', namespace: to.name, annotations: UNDERSTOOD }
          : { name: name ?? to.service, namespace: to.peer.namespace },
        spec: {
          host: wide ? `*.${to.name}.svc.cluster.local` : fqdn(to),
          trafficPolicy: { tls: { mode: TlsMode.ISTIO_UNDERSCORE_MUTUAL } },
        },
      }),
    );
    if (wide) this.node.addValidation({ validate: () => this.withoutSidecar(to.name) });
  }

  private withoutSidecar(namespace: string): string[] {
    const called = Flows.of(this).all.flatMap((flow) => receiverOf(flow) ?? []);
    const deaf = new Set(called.filter((peer) => peer.namespace === namespace && peer.inMesh === false).map(({ name }) => name));
    return [...deaf].map(
      (name) =>
        `${name} has no sidecar, and this rule makes every sidecar call it by mutual TLS: each call would fail with 503. Put ${name} into the mesh, or name the Services one by one.`,
    );
  }
}

import { Construct } from 'constructs';
import { AuthorizationPolicy, AuthorizationPolicySpecAction as Action } from '../../imports/security.istio.io.ts';
import { InputError } from '../errors.ts';
import type { Cidr } from '../values/cidr.ts';
import { servedByIstio } from './istio-api.ts';

export interface PrivateHostsProps {
  /** @default private-hosts */
  readonly name?: string | undefined;
  /** Namespace of the gateway pods. */
  readonly namespace: string;
  /** Labels of the gateway pods. */
  readonly gateway: Readonly<Record<string, string>>;
  /** Names that only some may ask for; every other name stays as public as it was. */
  readonly hosts: readonly string[];
  /** Where those who may ask for them are. */
  readonly clients: readonly Cidr[];
}

/** Where a gateway hears HTTP, with and without TLS; named, because the rules mean nothing on any other port. */
const PORTS = ['80', '443'];

/**
 * Set by Cloudflare on each request that it forwards, whatever the client sent.
 * @see https://developers.cloudflare.com/fundamentals/reference/http-headers/
 */
const FORWARDED = 'request.headers[cf-ray]';

/**
 * Refuses some host names at the gateway to everybody outside given networks (D-14). Two rules, and either refuses: the
 * packet comes from elsewhere, or Cloudflare forwarded the request, which then may come from a machine in the network and
 * still be anybody's. Needs a gateway Service that keeps the sender's address: `externalTrafficPolicy: Local`.
 */
export class PrivateHosts extends Construct {
  constructor(scope: Construct, id: string, { name = 'private-hosts', namespace, gateway, hosts, clients }: PrivateHostsProps) {
    super(scope, id);
    if (hosts.length === 0 || clients.length === 0) {
      const nobody = clients.length === 0;
      throw new InputError(
        this.node.path,
        nobody
          ? 'no network is named: nobody could reach the hosts'
          : 'no host is named: the policy would refuse every name to everybody outside',
        nobody ? 'Name the network of those who may.' : 'Name the private hosts, or leave the policy out.',
      );
    }
    // A client may name the port after the host, and the gateway finds the route all the same.
    const to = [{ operation: { ports: PORTS, hosts: hosts.flatMap((host) => [host, `${host}:*`]) } }];
    servedByIstio(
      new AuthorizationPolicy(this, 'Resource', {
        metadata: { name, namespace },
        spec: {
          selector: { matchLabels: { ...gateway } },
          action: Action.DENY,
          rules: [
            { from: [{ source: { notIpBlocks: clients.map(({ text }) => text) } }], to },
            { to, when: [{ key: FORWARDED, values: ['*'] }] },
          ],
        },
      }),
    );
  }
}

import { Construct } from 'constructs';
import {
  ServiceEntry,
  ServiceEntrySpecLocation as Location,
  ServiceEntrySpecResolution as Resolution,
} from '../../imports/networking.istio.io.ts';
import { InputError } from '../errors.ts';
import { Flows, type WorldFlow } from './flow.ts';
import type { Workload } from './workload.ts';
import { servedByIstio } from './istio-api.ts';

export interface IstioEgressHostsProps {
  /** Has a sidecar, and has said where it connects to outside. */
  readonly workload: Workload;
}

/**
 * Tells the mesh the names outside that a workload may call: where the mesh lets through what it knows and nothing else
 * (`outboundTrafficPolicy: REGISTRY_ONLY`), a sidecar would close every other connection. Made after the flows.
 */
export class IstioEgressHosts extends Construct {
  constructor(scope: Construct, id: string, { workload }: IstioEgressHostsProps) {
    super(scope, id);
    const byPort = new Map<number, Set<string>>();
    for (const { port, hosts } of outward(workload)) {
      if (hosts === undefined) {
        throw new InputError(
          this.node.path,
          `${workload.name} may call any address on port ${port}, and a sidecar that lets through known names only would close every such connection`,
          'Name the hosts, or leave the workload out of the mesh.',
        );
      }
      byPort.set(port, new Set([...(byPort.get(port) ?? []), ...hosts]));
    }
    for (const [port, hosts] of byPort) {
      servedByIstio(
        new ServiceEntry(this, `Port-${port}`, {
          metadata: { name: `${workload.name}-egress-${port}`, namespace: workload.namespace },
          spec: {
            exportTo: ['.'],
            hosts: [...hosts],
            location: Location.MESH_UNDERSCORE_EXTERNAL,
            ports: [port === 443 ? { name: 'tls', number: port, protocol: 'TLS' } : { name: 'tcp', number: port, protocol: 'TCP' }],
            resolution: Resolution.NONE, // the program has looked the address up; behind a wildcard there is no other way
          },
        }),
      );
    }
    const known = outward(workload).length;
    this.node.addValidation({ validate: () => late(workload, known) });
  }
}

function outward(workload: Workload): WorldFlow[] {
  return Flows.of(workload)
    .from(workload)
    .filter((flow) => flow.kind === 'world');
}

function late(workload: Workload, known: number): string[] {
  return outward(workload)
    .slice(known)
    .map(
      ({ port }) =>
        `${workload.name} declares a connection out of the cluster on port ${port} after its names were told to the mesh, which would close it. Declare it before.`,
    );
}

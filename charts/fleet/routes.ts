import { type App, Chart } from 'cdk8s';
import { GatewayRoute } from '../../lib/constructs/gateway-route.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { GATEWAY } from './ends.ts';
import { inWave, WAVE } from './waves.ts';

/** Whose pods show some pages, and at which port they speak plain HTTP. */
interface Page {
  readonly namespace: string;
  readonly name: string;
  readonly port: string;
}

/** Pages of the platform by their host in the inventory. */
const PAGES: Readonly<Record<string, Page>> = {
  argocd: { namespace: 'argocd', name: 'argocd-server', port: 'http' },
  grafana: { namespace: 'monitoring', name: 'grafana', port: 'http' },
  vault: { namespace: 'vault', name: 'vault-ui', port: 'plain' },
};

/** Ways from the Gateway to the pages of the platform (seed 004, 8.4). Made when all workloads are known. */
export class RoutesChart extends Chart {
  constructor(app: App, cluster: Cluster) {
    super(app, 'routes', { disableResourceNameHashes: true });
    for (const [key, page] of Object.entries(PAGES)) {
      new GatewayRoute(this, key, {
        name: key,
        host: cluster.host(key).name,
        gateway: GATEWAY,
        listener: key,
        to: this.workload(page).serviceEndpoint(page.port),
        annotations: inWave(WAVE.conveniences, { definedElsewhere: true }),
      });
    }
  }

  private workload({ namespace, name }: Page): ProvidedWorkload {
    const all = this.node.root.node.findAll();
    const found = all.find((each) => each instanceof ProvidedWorkload && each.namespace === namespace && each.name === name);
    if (found instanceof ProvidedWorkload) return found;
    throw new Error(`nothing says what runs as ${namespace}/${name}, and a route leads there`);
  }
}

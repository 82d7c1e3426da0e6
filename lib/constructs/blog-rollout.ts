import { Lazy } from 'cdk8s';
import { IntOrString, KubePodDisruptionBudget } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { Rollout, type RolloutSpecStrategyCanaryTrafficRouting as TrafficRouting } from '../../imports/argoproj.io.ts';
import { type Autoscaling, scaleRollout } from './autoscaling.ts';
import { type CanaryStep, rolloutSteps } from './canary-step.ts';
import { ConfigData } from './config-data.ts';
import type { ContainerProps, Mount } from './container.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import type { Peer, ServiceEndpoint } from './peer.ts';
import { podTemplate, type Spread } from './pod.ts';
import type { Port } from './port.ts';
import type { Probes } from './probe.ts';
import { Workload } from './workload.ts';

export interface BlogRolloutProps extends Omit<ContainerProps, 'ports' | 'probes' | 'envFrom'> {
  readonly namespace: MeshNamespace;
  /** The one port, behind Service `<name>-service`. */
  readonly port: Port;
  readonly probes: Probes;
  /** How many pods, and when more: autoscalers own the number, so none is written into the Rollout (D-05). */
  readonly scaling: Autoscaling;
  readonly spread: Spread;
  readonly canary: readonly CanaryStep[];
  /** Pods that a drain must leave. @default 1 */
  readonly minAvailable?: number | undefined;
  readonly initContainers?: readonly ContainerProps[] | undefined;
  /** A ConfigMap of the workload's own: files by mount path, or all keys as environment variables. */
  readonly config?: Config | undefined;
  /** Who reads the program's own metrics, and under which path; nobody when left out. */
  readonly scrape?: Scrape | undefined;
  /** Account by which the mesh knows the pods. @default the namespace's own, shared with all that name none */
  readonly serviceAccount?: string | undefined;
}

/** A scraper that finds its targets by annotations of the pods. */
export interface Scrape {
  readonly by: Peer;
  /** `/actuator/prometheus`. */
  readonly path: string;
  /** Its network policy admits GET alone, unless the port carries mutual TLS as well, which it cannot read (D-07). @default false */
  readonly anyMethod?: boolean | undefined;
}

/** `files`: path in the container → key; without it, every key is an environment variable. */
export interface Config {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>> | undefined;
}

/** What the mesh route hands to the Rollout so that weights move where the users' requests pass. */
export interface CanaryTraffic {
  readonly virtualService: string;
  /** The one HTTP route whose weights move. */
  readonly route: string;
  readonly destinationRule: string;
  readonly subsets: { readonly stable: string; readonly canary: string };
}

/**
 * A user-facing HTTP program, released as a canary through the mesh: Rollout, Service, ConfigMap, autoscalers and
 * disruption budget. Needs an `IstioCanaryRoute`, which moves the traffic.
 */
export class BlogRollout extends Workload {
  /** The HTTP port behind the Service. */
  readonly http: ServiceEndpoint;
  /** Who reads the program's metrics. */
  readonly scrape: Scrape | undefined;
  private traffic: CanaryTraffic | undefined;

  constructor(scope: Construct, id: string, props: BlogRolloutProps) {
    const {
      name,
      namespace,
      port,
      scaling,
      spread,
      canary,
      minAvailable = 1,
      initContainers,
      config,
      scrape,
      serviceAccount,
      ...own
    } = props;
    super(scope, id, { name, namespace, inMesh: true });
    this.http = this.endpoint(port, `${name}-service`);
    this.scrape = scrape;
    const metadata = { namespace: namespace.name };
    const selector = { matchLabels: this.podLabels };
    const data = config && new ConfigData(this, 'Config', { ...config, namespace: namespace.name });
    const main: ContainerProps = {
      ...own,
      name,
      ports: [port],
      mounts: [...(own.mounts ?? []), ...configFiles(data, config)],
      envFrom: config !== undefined && config.files === undefined ? [config.name] : undefined,
    };

    new Rollout(this, 'Resource', {
      metadata: { ...metadata, name },
      spec: {
        selector,
        strategy: {
          canary: {
            dynamicStableScale: true,
            steps: rolloutSteps(this.node.path, canary),
            trafficRouting: Lazy.any({ produce: () => this.trafficRouting() }) as TrafficRouting,
          },
        },
        template: podTemplate({
          workload: this,
          serviceAccount,
          containers: [main],
          initContainers,
          spread,
          annotations: { ...data?.annotation, ...scrapeAnnotations(scrape, port) },
        }),
      },
    });
    this.serves(this.http);
    if (scrape !== undefined) this.acceptsFrom(scrape.by, this.http, scrape.anyMethod === true ? {} : { methods: ['GET'] });
    scaleRollout(this, scaling);
    new KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: { ...metadata, name: `${name}-pdb` },
      spec: { minAvailable: IntOrString.fromNumber(minAvailable), selector },
    });
    this.node.addValidation({ validate: () => this.problems(scaling.replicas.min, minAvailable) });
  }

  /** Called by the route, once: two routes would each move weights that the other does not know. */
  routeThrough(traffic: CanaryTraffic): void {
    if (this.traffic !== undefined) {
      throw new Error(`${this.node.path} is already routed through VirtualService ${this.traffic.virtualService}`);
    }
    this.traffic = traffic;
  }

  private trafficRouting(): TrafficRouting | undefined {
    if (this.traffic === undefined) return undefined;
    const { virtualService, route, destinationRule, subsets } = this.traffic;
    return {
      istio: {
        virtualService: { name: virtualService, routes: [route] },
        destinationRule: { name: destinationRule, stableSubsetName: subsets.stable, canarySubsetName: subsets.canary },
      },
    };
  }

  private problems(minReplicas: number, minAvailable: number): string[] {
    const problems = [];
    if (this.traffic === undefined) {
      problems.push(
        `Rollout ${this.name} has canary weights and no route that could move them: every step would send users nowhere new. Add an IstioCanaryRoute.`,
      );
    }
    if (minAvailable >= minReplicas) {
      problems.push(
        `a disruption budget of ${minAvailable} pods with ${minReplicas} at rest blocks every node drain. Keep it below the minimum.`,
      );
    }
    return problems;
  }
}

/** By these Prometheus' job `kubernetes-pods` finds its targets. */
function scrapeAnnotations(scrape: Scrape | undefined, port: Port): Record<string, string> {
  if (scrape === undefined) return {};
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port.number), 'prometheus.io/path': scrape.path };
}

function configFiles(data: ConfigData | undefined, config: Config | undefined): Mount[] {
  if (data === undefined || config?.files === undefined) return [];
  return Object.entries(config.files).map(([path, key]) => data.file(key, path));
}

import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import type { KubeObject } from '../manifest/manifest.ts';
import { Cron } from '../values/cron.ts';
import { Duration } from '../values/duration.ts';
import { ImageRef } from '../values/image-ref.ts';
import { Quantity } from '../values/quantity.ts';
import { Resources } from '../values/resources.ts';
import { BlogRollout, type BlogRolloutProps } from './blog-rollout.ts';
import type { Image } from './container.ts';
import type { Flow } from './flow.ts';
import { IstioCanaryRoute, type IstioCanaryRouteProps } from './istio-canary-route.ts';
import { LonghornMysql, type LonghornMysqlProps } from './longhorn-mysql.ts';
import type { PlaintextNamespace } from './mesh-namespace.ts';
import { type Endpoint, type Peer, podPort } from './peer.ts';
import { Port } from './port.ts';
import { httpGet } from './probe.ts';
import { SecretKey, type SecretSource } from './secret-key.ts';
import { Workload, type WorkloadProps } from './workload.ts';

/** A tree to build in, and what becomes of it. */
export const Testing = {
  /** An empty chart in an App of its own, so that no flow of one test reaches another. */
  chart(): Chart {
    return new Chart(new App(), 'test', { disableResourceNameHashes: true });
  },

  /** Every object below, as plain data, in the order in which they were made. */
  synth(scope: Construct): KubeObject[] {
    return scope.node.findAll().flatMap((construct) => (ApiObject.isApiObject(construct) ? [construct.toJson() as KubeObject] : []));
  },

  /** The objects of one kind. */
  kind(scope: Construct, kind: string): KubeObject[] {
    return Testing.synth(scope).filter((object) => object.kind === kind);
  },

  /** What the constructs below say against themselves: each stops a synthesis. */
  problems(scope: Construct): string[] {
    return scope.node.findAll().flatMap(({ node }) => node.validate());
  },
};

/** The whole message with which something is refused. A test that expects one fails where nothing is refused. */
export function refusal(of: () => unknown): string {
  try {
    of();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A namespace with sidecars whose neighbours without one are heard. */
export const SHOP = { name: 'shop', injection: true, mtls: 'PERMISSIVE' } as const satisfies PlaintextNamespace;

export const SMALL = Resources.of({ requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } });

/** What `SMALL` is in a manifest. */
export const SMALL_JSON = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } };

export const HTTP = Port.http(8080);

export function anImage(text = 'acme/api:v1', pullSecret?: string): Image {
  return { ref: ImageRef.parse(text), pullSecret };
}

export function aSecret(name: string, ...keys: string[]): SecretSource {
  return { name, namespace: SHOP.name, keys };
}

/** Somebody else's pods; in `monitoring` unless stated. */
export function aPeer(name = 'prometheus', namespace = 'monitoring'): Peer {
  return { name, namespace, podLabels: { app: name } };
}

export const DNS: Endpoint = { peer: aPeer('dns', 'kube-system'), port: Port.tcp(53, 'dns'), transports: ['UDP', 'TCP'] };

export const CONTROL_PLANE: Endpoint = { peer: aPeer('istiod', 'istio-system'), port: Port.tcp(15012, 'xds') };

/** Pods with a port and nothing else: for what cares about labels and flows only. */
export class Pods extends Workload {
  readonly http: Endpoint = { peer: this, port: HTTP };

  constructor(scope: Construct, name: string, props: Partial<WorkloadProps> = {}) {
    super(scope, name, { name, namespace: SHOP, inMesh: true, ...props });
  }
}

export const SCALING: BlogRolloutProps['scaling'] = {
  replicas: { min: 2, max: 4 },
  cpuUtilization: 70,
  stabilization: { up: Duration.minutes(1), down: Duration.minutes(5) },
  advice: { min: { cpu: '50m', memory: '32Mi' }, max: { cpu: '1', memory: '1Gi' } },
};

/** A Rollout `api` on port 8080. */
export function aRollout(scope: Construct, props: Partial<BlogRolloutProps> = {}): BlogRollout {
  return new BlogRollout(scope, props.name ?? 'api', {
    name: 'api',
    namespace: SHOP,
    image: anImage(),
    port: HTTP,
    resources: SMALL,
    probes: { readiness: httpGet(HTTP, '/ready') },
    scaling: SCALING,
    spread: 'soft',
    canary: [{ weight: 10, pause: Duration.seconds(30) }],
    ...props,
  });
}

/** The way to a Rollout, plain. */
export function aRoute(scope: Construct, props: Partial<IstioCanaryRouteProps> = {}): IstioCanaryRoute {
  const rollout = props.rollout ?? aRollout(scope);
  return new IstioCanaryRoute(scope, 'Route', {
    rollout,
    virtualService: 'api-routes',
    destinationRule: 'api-rule',
    tls: 'DISABLE',
    http1MaxPendingRequests: 100,
    ...props,
  });
}

export const DB_SECRET = aSecret('db-secret', 'root', 'app');
export const S3_SECRET = aSecret('s3', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_REGION');

/** A MySQL server `mysql` with schema `orders`. */
export function aDatabase(scope: Construct, props: Partial<LonghornMysqlProps> = {}): LonghornMysql {
  return new LonghornMysql(scope, 'Mysql', {
    namespace: SHOP,
    image: anImage('mysql:8.0'),
    resources: SMALL,
    storage: Quantity.parse('10Gi'),
    storageClass: 'longhorn',
    database: 'orders',
    rootPassword: new SecretKey(DB_SECRET, 'root'),
    user: { name: 'app', password: new SecretKey(DB_SECRET, 'app') },
    scrapedBy: aPeer(),
    exporter: { image: anImage('prom/mysqld-exporter:v0.16.0'), resources: SMALL, collectors: ['info_schema.tables'] },
    backup: {
      schedule: Cron.parse('0 3 * * *'),
      timeZone: 'Asia/Seoul',
      recoveryPoint: Duration.hours(24),
      bucket: 's3://dumps/',
      credentials: S3_SECRET,
      dump: { image: anImage('mysql:8.0'), resources: SMALL },
      upload: { image: anImage('amazon/aws-cli:2.15.0'), resources: SMALL },
    },
    ...props,
  });
}

/** A flow in words, `web → api:8080`, with the number on which the pods listen. */
export function told(flow: Flow): string {
  const to = (end: Endpoint): string => `${end.peer.name}:${podPort(end).number}`;
  switch (flow.kind) {
    case 'pod':
      return `${flow.from.name} → ${to(flow.to)}`;
    case 'world':
      return [`${flow.from.name} → world:${flow.port}`, ...(flow.hosts ?? [])].join(' ');
    case 'open':
      return `anybody → ${to(flow.to)}`;
    case 'machine':
      return `${flow.from.name} → ${flow.to}:${flow.port}`;
    case 'called':
      return `${flow.by} → ${to(flow.to)}`;
    case 'group':
      return `${flow.pods.name} → itself`;
  }
}

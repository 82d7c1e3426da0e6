import { Construct } from 'constructs';
import {
  DestinationRule,
  type DestinationRuleSpecTrafficPolicy as TrafficPolicy,
  DestinationRuleSpecTrafficPolicyLoadBalancerSimple as Simple,
  DestinationRuleSpecTrafficPolicyTlsMode as TlsMode,
  VirtualService,
  type VirtualServiceSpecHttp as HttpRoute,
} from '../../imports/networking.istio.io.ts';
import { InputError } from '../errors.ts';
import type { Duration } from '../values/duration.ts';
import type { BlogRollout } from './blog-rollout.ts';
import { defined } from './defined.ts';
import { Flows } from './flow.ts';
import type { IgnoreRule, RewrittenAtRunTime } from './ignore-rule.ts';
import type { IstioGateway } from './istio-gateway.ts';
import { servedByIstio } from './istio-api.ts';

export interface Retries {
  /** Further tries after the first. */
  readonly attempts: number;
  readonly perTry: Duration;
  /** Envoy's conditions, `5xx`, `reset`, … */
  readonly on: readonly string[];
}

export interface IstioCanaryRouteProps {
  readonly rollout: BlogRollout;
  readonly virtualService: string;
  readonly destinationRule: string;
  /** Host names that requests ask for; the Service's own name for callers in the mesh. @default the Service */
  readonly hosts?: readonly string[] | undefined;
  /** Where requests come in; the mesh itself when left out. */
  readonly gateway?: IstioGateway | undefined;
  /** A request with this header set to `true` goes to the canary, whatever the weights say. */
  readonly testHeader?: string | undefined;
  readonly retries?: Retries | undefined;
  /** For the whole request, retries included. */
  readonly timeout?: Duration | undefined;
  /** Percent of the requests that the canary gets as a copy; its answers are thrown away. */
  readonly mirrorPercentage?: number | undefined;
  /** How callers in the mesh connect. */
  readonly tls: 'DISABLE' | 'ISTIO_MUTUAL';
  readonly http1MaxPendingRequests: number;
  readonly maxRequestsPerConnection?: number | undefined;
  readonly outlierDetection?:
    { readonly consecutive5xxErrors: number; readonly baseEjectionTime: Duration; readonly maxEjectionPercent: number } | undefined;
}

/** Name of the route whose weights Argo Rollouts moves. */
const MANAGED_ROUTE = 'primary';
const SUBSETS = { stable: 'stable', canary: 'canary' } as const;

/**
 * The way of the requests to a Rollout: VirtualService and DestinationRule whose weights and subset labels Argo Rollouts
 * rewrites during a release. In Git the stable version has everything.
 */
export class IstioCanaryRoute extends Construct implements RewrittenAtRunTime {
  readonly ignoreRules: readonly IgnoreRule[];

  constructor(scope: Construct, id: string, props: IstioCanaryRouteProps) {
    super(scope, id);
    const { rollout, virtualService, destinationRule, gateway, tls } = props;
    const { service } = rollout.http;
    const { namespace } = rollout;
    checkTimes(this.node.path, props);
    checkTls(this.node.path, props);
    checkMirror(this.node.path, props);
    rollout.routeThrough({ virtualService, route: MANAGED_ROUTE, destinationRule, subsets: SUBSETS });

    const routes = httpRoutes(props);
    servedByIstio(
      new VirtualService(this, 'VirtualService', {
        metadata: { name: virtualService, namespace },
        spec: defined({ hosts: [...(props.hosts ?? [service])], gateways: gateway && [gateway.referenceFrom(namespace)], http: routes }),
      }),
    );
    const subsets = Object.values(SUBSETS).map((name) => ({ name, labels: { ...rollout.podLabels } }));
    servedByIstio(
      new DestinationRule(this, 'DestinationRule', {
        metadata: { name: destinationRule, namespace },
        spec: {
          host: service,
          trafficPolicy: trafficPolicy(props, tls === 'DISABLE' ? TlsMode.DISABLE : TlsMode.ISTIO_UNDERSCORE_MUTUAL),
          subsets,
        },
      }),
    );
    if (tls === 'ISTIO_MUTUAL') this.node.addValidation({ validate: () => unreadable(rollout) });
    this.ignoreRules = [
      rule(
        'VirtualService',
        virtualService,
        namespace,
        routes.map((_, index) => `/spec/http/${index}/route`),
      ),
      rule(
        'DestinationRule',
        destinationRule,
        namespace,
        subsets.map((_, index) => `/spec/subsets/${index}/labels`),
      ),
    ];
  }
}

function httpRoutes({ rollout, testHeader, retries, timeout, mirrorPercentage }: IstioCanaryRouteProps): HttpRoute[] {
  const host = rollout.http.service;
  const test: HttpRoute[] =
    testHeader === undefined
      ? []
      : [
          {
            name: 'canary-test',
            match: [{ headers: { [testHeader]: { exact: 'true' } } }],
            route: [{ destination: { host, subset: SUBSETS.canary } }],
          },
        ];
  const managed: HttpRoute = defined({
    name: MANAGED_ROUTE,
    route: [
      { destination: { host, subset: SUBSETS.stable }, weight: 100 },
      { destination: { host, subset: SUBSETS.canary }, weight: 0 },
    ],
    retries: retries && { attempts: retries.attempts, perTryTimeout: retries.perTry.text, retryOn: retries.on.join(',') },
    timeout: timeout?.text,
    mirror: mirrorPercentage === undefined ? undefined : { host, subset: SUBSETS.canary },
    mirrorPercentage: mirrorPercentage === undefined ? undefined : { value: mirrorPercentage },
  });
  return [...test, managed];
}

function trafficPolicy(
  { http1MaxPendingRequests, maxRequestsPerConnection, outlierDetection }: IstioCanaryRouteProps,
  mode: TlsMode,
): TrafficPolicy {
  return defined({
    tls: { mode },
    loadBalancer: { simple: Simple.ROUND_UNDERSCORE_ROBIN },
    connectionPool: { http: defined({ http1MaxPendingRequests, maxRequestsPerConnection }) },
    outlierDetection: outlierDetection && {
      consecutive5XxErrors: outlierDetection.consecutive5xxErrors,
      baseEjectionTime: outlierDetection.baseEjectionTime.text,
      maxEjectionPercent: outlierDetection.maxEjectionPercent,
    },
  });
}

/** The first try and all further ones must fit into the timeout, or the last are cut off unseen (D-11). */
function checkTimes(where: string, { retries, timeout }: IstioCanaryRouteProps): void {
  if (retries === undefined || timeout === undefined) return;
  const needed = retries.perTry.times(retries.attempts + 1);
  if (needed.compare(timeout) <= 0) return;
  throw new InputError(
    where,
    `the first try and ${retries.attempts} retries of ${retries.perTry.text} take up to ${needed.text}, the timeout is ${timeout.text}: the last retries are cut off and users see 504`,
    `Set the timeout to ${needed.text} or more, or try less often.`,
  );
}

/** Sidecars of a STRICT namespace reset every plaintext connection (L-01). */
function checkTls(where: string, { rollout, tls }: IstioCanaryRouteProps): void {
  if (tls !== 'DISABLE' || rollout.mesh.mtls !== 'STRICT') return;
  throw new InputError(
    where,
    `callers are told to use no TLS, and namespace ${rollout.namespace} takes nothing but mutual TLS: every request would be reset and users see 503`,
    'Set tls to ISTIO_MUTUAL.',
  );
}

function checkMirror(where: string, { mirrorPercentage = 100 }: IstioCanaryRouteProps): void {
  if (mirrorPercentage >= 0 && mirrorPercentage <= 100) return;
  throw new InputError(where, `mirrorPercentage is ${mirrorPercentage}, Istio takes 0 to 100 and refuses the route`, 'Give a percentage.');
}

function rule(kind: string, name: string, namespace: string, jsonPointers: string[]): IgnoreRule {
  return { group: 'networking.istio.io', kind, name, namespace, jsonPointers };
}

/** Through mutual TLS a network policy cannot read methods: it sees no HTTP and drops every request (D-07). */
function unreadable(rollout: BlogRollout): string[] {
  return Flows.of(rollout)
    .to(rollout)
    .flatMap((flow) => {
      if (flow.kind !== 'pod' || flow.methods === undefined) return [];
      return [
        `${rollout.name} is called by mutual TLS, and its network policy is to admit ${flow.methods.join(', ')} of ${flow.from.name} only: it cannot read them and would drop every request. Leave the methods out of the flow, and name them in an AuthorizationPolicy of ${rollout.name}, whose sidecar reads them.`,
      ];
    });
}

import { Construct } from 'constructs';
import {
  AuthorizationPolicy as Resource,
  AuthorizationPolicySpecAction as Action,
  type AuthorizationPolicySpecRules as Rule,
} from '../../imports/security.istio.io.ts';
import { InputError } from '../errors.ts';
import { defined } from './defined.ts';
import type { HttpMethod } from './flow.ts';
import type { Workload } from './workload.ts';
import { servedByIstio } from './istio-api.ts';

/** Who a caller is to the mesh: known through mutual TLS alone, so nobody without a sidecar has one. */
export interface MeshIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** One kind of request that passes. */
export interface Admission {
  readonly ports: readonly number[];
  /** Any when left out. */
  readonly methods?: readonly HttpMethod[] | undefined;
  /** Whole paths; any when left out. */
  readonly paths?: readonly string[] | undefined;
  /** Everybody when left out. */
  readonly callers?: readonly MeshIdentity[] | undefined;
}

export interface AuthorizationPolicyProps extends Admission {
  /** @default `<workload>-authz` */
  readonly name?: string | undefined;
  /** Whose sidecars ask. Without sidecar nobody would. */
  readonly workload: Workload;
  /** What else passes. */
  readonly further?: readonly Admission[] | undefined;
}

/** Lets some requests through the sidecars of a workload and refuses the rest. */
export class AuthorizationPolicy extends Construct {
  constructor(scope: Construct, id: string, props: AuthorizationPolicyProps) {
    super(scope, id);
    const { workload, name = `${workload.name}-authz`, further = [] } = props;
    servedByIstio(
      new Resource(this, 'Resource', {
        metadata: { name, namespace: workload.namespace },
        spec: {
          selector: { matchLabels: { ...workload.podLabels } },
          action: Action.ALLOW,
          rules: [props, ...further].map((admission) => rule(this.node.path, admission)),
        },
      }),
    );
    this.node.addValidation({
      validate: () =>
        workload.inMesh
          ? []
          : [`${workload.name} has no sidecar: nobody would ask this policy. Put the workload into the mesh, or use a network policy.`],
    });
  }
}

function rule(where: string, { ports, methods, paths, callers }: Admission): Rule {
  for (const [name, list] of Object.entries({ methods, paths, callers })) {
    if (list?.length !== 0) continue;
    throw new InputError(
      where,
      `the list of ${name} is empty, and Istio reads that as any`,
      `Name the ${name}, or leave the list out where any may pass.`,
    );
  }
  const operation = defined({ ports: ports.map(String), methods: methods && [...methods], paths: paths && [...paths] });
  const principals = callers?.map(({ namespace, serviceAccount }) => `cluster.local/ns/${namespace}/sa/${serviceAccount}`);
  return defined({ from: principals && [{ source: { principals } }], to: [{ operation }] });
}

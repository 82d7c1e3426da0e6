import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/falco-talon-0.2.2.ts';
import { FalcoTalonPolicy, type TalonPhase } from '../../lib/constructs/falco-talon-policy.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { InputError } from '../../lib/errors.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { TRIGGERS } from './falco-rules.ts';
import { CLUSTER_RBAC, core } from './kinds.ts';

const namespace = NAMESPACES.falco.name;

/** Chosen, see Falcosidekick. */
const RESOURCES = Resources.of({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });

export interface FalcoTalon {
  readonly component: HelmComponent<object>;
  /** Takes events. */
  readonly http: ServiceEndpoint;
}

/** The answer to what Falco sees: in the first phase a line in a log (seed 002, Falco Talon). @param quarantine label that cuts a pod off */
export function installFalcoTalon(scope: Construct, cluster: Cluster, quarantine: Readonly<Record<string, string>>): FalcoTalon {
  const policy = new FalcoTalonPolicy({ phase: phaseOf(cluster), namespaces: [NAMESPACES.blog.name], quarantine, triggers: TRIGGERS });
  const pods = new ProvidedWorkload(scope, 'FalcoTalonPods', {
    name: 'falco-talon',
    namespace,
    service: 'falco-talon',
    podLabels: { 'app.kubernetes.io/name': 'falco-talon', 'app.kubernetes.io/instance': 'falco-talon' },
    ports: { http: { port: Port.http(2803) } },
    pods: { image: `falcosecurity/falco-talon:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  pods.connectsToApiServer();
  const component = new HelmComponent(scope, 'FalcoTalon', {
    release: 'falco-talon',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.runtimeSecurity,
    line: lineOf(cluster, 'falco-talon'),
    kinds: {
      cluster: CLUSTER_RBAC,
      namespaced: [...core('ConfigMap', 'Secret', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'Deployment' }],
    },
    values: {
      replicaCount: 1,
      image: { pullPolicy: 'IfNotPresent' },
      resources: RESOURCES.toJson(),
      podSecurityContext: { runAsUser: 1234, fsGroup: 1234, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      rbac: policy.permissions,
      config: { rulesOverride: policy.file, defaultNotifiers: ['k8sevents'] },
      extraEnv: [
        { name: 'LOG_LEVEL', value: 'info' }, // a dry run is told on this level
        { name: 'RULES_HASH', value: policy.hash }, // the file is mounted once, when a pod starts
      ],
    },
  });
  return { component, http: pods.serviceEndpoint('http') };
}

/** One value out of two switches. @throws InputError where the third phase would leave the second out */
function phaseOf(cluster: Cluster): TalonPhase {
  const [second, third] = [cluster.switch('talon-phase-2'), cluster.switch('talon-phase-3')];
  if (third && !second) {
    throw new InputError(
      `${cluster.file} switches.talon-phase-3`,
      'it is on and talon-phase-2 is off, although the third phase enforces what the second does, and more',
      'Switch talon-phase-2 on as well.',
    );
  }
  if (third) return 3;
  return second ? 2 : 1;
}

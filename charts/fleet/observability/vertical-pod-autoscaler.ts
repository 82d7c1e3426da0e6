import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/vertical-pod-autoscaler-0.11.0.ts';
import type { IgnoreRule } from '../../../lib/constructs/ignore-rule.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { WAVE } from '../waves.ts';
import { CHOSEN } from './sizes.ts';

const NAME = 'vertical-pod-autoscaler';
const NAMESPACE = 'kube-system';

/** A Job of the chart writes the certificate of the webhook into it. */
const CERTIFICATE: IgnoreRule = {
  group: 'admissionregistration.k8s.io',
  kind: 'MutatingWebhookConfiguration',
  jqPathExpressions: ['.webhooks[].clientConfig.caBundle'],
};

/** Recommender, updater and admission controller, one pod each (seed 004, section 17). */
export function installVerticalPodAutoscaler(scope: Construct, target: Cluster): void {
  const single = { replicas: 1, podDisruptionBudget: { enabled: false }, resources: CHOSEN.vpaProcess.toJson() };
  component(scope, target, {
    name: NAME,
    chart,
    namespace: NAMESPACE,
    wave: WAVE.conveniences,
    ignore: [CERTIFICATE],
    values: {
      recommender: single,
      updater: single,
      admissionController: { ...single, certGen: { enabled: true, resources: CHOSEN.certificateJob.toJson() } },
      podSecurityContext: { runAsNonRoot: true, runAsUser: 65_534, seccompProfile: { type: 'RuntimeDefault' } },
      containerSecurityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    },
  });
}

export function verticalPodAutoscalerPods(scope: Construct): void {
  for (const part of ['recommender', 'updater']) workload(scope, part, {}).connectsToApiServer();
  workload(scope, 'admission-controller', { https: { port: Port.tcp(443, 'https'), target: Port.tcp(8000, 'https') } }, 'vpa-webhook')
    .connectsToApiServer()
    .acceptsFrom('api-server', 'https');
}

function workload<Name extends string>(
  scope: Construct,
  part: string,
  ports: ConstructorParameters<typeof ProvidedWorkload<Name>>[2]['ports'],
  service?: string,
): ProvidedWorkload<Name> {
  return new ProvidedWorkload<Name>(scope, part, {
    name: `${NAME}-${part}`,
    namespace: NAMESPACE,
    service,
    podLabels: {
      'app.kubernetes.io/name': NAME,
      'app.kubernetes.io/instance': NAME,
      'app.kubernetes.io/component': part,
    },
    ports,
    pods: {
      image: `registry.k8s.io/autoscaling/vpa-${part}:${chart.appVersion}`,
      requests: CHOSEN.vpaProcess.toJson().requests,
    },
  });
}

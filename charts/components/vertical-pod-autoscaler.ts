import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/vertical-pod-autoscaler-0.8.0.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { Resources } from '../../lib/values/resources.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, DEFINITIONS } from './kinds.ts';

/** Chosen: no source names it, and the VerticalPodAutoscalers need it to say anything (D-06). */
const LINE = '1.5';
const RESOURCES = Resources.of({ requests: { cpu: '25m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });
const namespace = 'kube-system';

/**
 * The recommender and the definitions of its kinds. No updater and no admission controller: every VPA is in mode `Off`,
 * so recommendations are read by people and nothing changes a pod (seed 002, autoscaling).
 */
export function installVerticalPodAutoscaler(scope: Construct): HelmComponent<object> {
  const pods = new ProvidedWorkload(scope, 'VpaRecommenderPods', {
    name: 'vertical-pod-autoscaler-recommender',
    namespace,
    podLabels: {
      'app.kubernetes.io/name': 'vertical-pod-autoscaler',
      'app.kubernetes.io/instance': 'vertical-pod-autoscaler',
      'app.kubernetes.io/component': 'recommender',
    },
    ports: { metrics: { port: Port.http(8942, 'metrics') } },
    pods: { image: `registry.k8s.io/autoscaling/vpa-recommender:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  pods.connectsToApiServer();
  return new HelmComponent(scope, 'VerticalPodAutoscaler', {
    release: 'vertical-pod-autoscaler',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.metricsSources,
    line: LINE,
    kinds: { cluster: [...CLUSTER_RBAC, DEFINITIONS], namespaced: [...core('ServiceAccount'), { group: 'apps', kind: 'Deployment' }] },
    values: {
      admissionController: { enabled: false },
      updater: { enabled: false },
      recommender: {
        replicas: 1,
        podDisruptionBudget: { enabled: false }, // of one pod it would block every drain
        resources: RESOURCES.toJson(),
      },
      podSecurityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      containerSecurityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    },
  });
}

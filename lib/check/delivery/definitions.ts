import type { Installer } from '../installers.ts';
import { textAt } from '../read.ts';
import type { World } from '../world.ts';
import { sourcesOf } from './sources.ts';

const ISTIO = ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'extensions.istio.io'];

/** API groups whose definitions a chart installs, by the chart's name. */
export const CHART_DEFINITIONS: Readonly<Record<string, readonly string[]>> = {
  'argo-events': ['argoproj.io/EventBus', 'argoproj.io/EventSource', 'argoproj.io/Sensor'],
  'argo-rollouts': ['argoproj.io/Rollout', 'argoproj.io/AnalysisTemplate', 'argoproj.io/ClusterAnalysisTemplate', 'argoproj.io/Experiment'],
  'argo-workflows': [
    'argoproj.io/Workflow',
    'argoproj.io/WorkflowTemplate',
    'argoproj.io/CronWorkflow',
    'argoproj.io/ClusterWorkflowTemplate',
  ],
  base: ISTIO,
  'istio-base': ISTIO,
  'cert-manager': ['cert-manager.io', 'acme.cert-manager.io'],
  cilium: ['cilium.io'],
  'cloudnative-pg': ['postgresql.cnpg.io'],
  crossplane: ['apiextensions.crossplane.io', 'pkg.crossplane.io'],
  'eck-operator': ['elasticsearch.k8s.elastic.co', 'kibana.k8s.elastic.co'],
  'eck-operator-crds': ['elasticsearch.k8s.elastic.co', 'kibana.k8s.elastic.co'],
  'external-secrets': ['external-secrets.io'],
  gatekeeper: ['templates.gatekeeper.sh', 'constraints.gatekeeper.sh'],
  'grafana-operator': ['grafana.integreatly.org'],
  karpenter: ['karpenter.sh'],
  keda: ['keda.sh'],
  'kube-prometheus-stack': ['monitoring.coreos.com'],
  kyverno: ['kyverno.io'],
  longhorn: ['longhorn.io'],
  metallb: ['metallb.io'],
  'mariadb-operator': ['k8s.mariadb.com'],
  'opentelemetry-operator': ['opentelemetry.io'],
  'postgres-operator': ['acid.zalan.do'],
  'prometheus-operator-crds': ['monitoring.coreos.com'],
  'rook-ceph': ['ceph.rook.io'],
  'sealed-secrets': ['bitnami.com'],
  'snapshot-controller': ['snapshot.storage.k8s.io'],
  'strimzi-kafka-operator': ['kafka.strimzi.io'],
  tailscale: ['tailscale.com'],
  'tailscale-operator': ['tailscale.com'],
  'tempo-operator': ['tempo.grafana.com'],
  traefik: ['traefik.io'],
  'trust-manager': ['trust.cert-manager.io'],
  'vault-secrets-operator': ['secrets.hashicorp.com'],
  velero: ['velero.io'],
};

/** Applications by the group, or group and kind, whose definition they bring: from charts, and from definitions in the tree. */
export function definers(world: World): ReadonlyMap<string, readonly Installer[]> {
  return world.once('applications that define kinds', () => {
    const map = new Map<string, Installer[]>();
    const put = (key: string, installer: Installer): void => {
      const list = map.get(key);
      if (list === undefined) map.set(key, [installer]);
      else if (!list.includes(installer)) list.push(installer);
    };
    for (const installer of world.installers()) {
      for (const { chart, repository } of sourcesOf(installer)) {
        // Many charts are called `base`; the one of Istio comes from Istio.
        if (chart === undefined || (chart === 'base' && !repository.includes('istio'))) continue;
        for (const key of CHART_DEFINITIONS[chart.slice(chart.lastIndexOf('/') + 1)] ?? []) put(key, installer);
      }
      for (const { object } of world.everywhere.installedBy(installer)) {
        if (object.kind !== 'CustomResourceDefinition') continue;
        put(`${textAt(object, 'spec.group') ?? ''}/${textAt(object, 'spec.names.kind') ?? ''}`, installer);
      }
    }
    return map;
  });
}

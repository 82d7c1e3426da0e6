import type { Construct } from 'constructs';
import { chart, type Values } from '../../../imports/charts/kube-prometheus-stack-67.11.0.ts';
import { SecretKey } from '../../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { MONITORING } from '../namespaces.ts';
import { DASHBOARD_LABEL } from '../observability/dashboard.ts';
import { DATA_SOURCE_LABEL, PROMETHEUS_UID } from '../observability/data-source.ts';
import { RELEASE, SCRAPE_INTERVAL } from '../observability/jobs.ts';
import { WAVE } from '../waves.ts';
import { accept } from './accepted.ts';
import { component } from './component.ts';
import { outsideUrl } from './outside.ts';
import { STACK, stackPods, type StackPods } from './stack-pods.ts';

/** How long metrics are kept (seed 003, metrics), and how much of the volume they may take before the oldest go (chosen). */
const KEPT = { time: '7d', size: '8GB' } as const;
/** Chosen: reads the configuration anew when it changes. */
const RELOADER = Resources.of({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '50m', memory: '64Mi' } });

/** The operator with Prometheus, Alertmanager, Grafana and the exporters of nodes and objects (seed 003, metrics). */
export function installKubePrometheusStack(scope: Construct, cluster: Cluster): StackPods {
  const stack = component(scope, 'KubePrometheusStack', {
    application: 'kube-prometheus-stack',
    release: RELEASE,
    chart,
    namespace: MONITORING,
    wave: WAVE.definitions,
    values: {
      prometheus: prometheus(cluster),
      prometheusOperator: { resources: STACK.operator.toJson(), prometheusConfigReloader: { resources: RELOADER.toJson() } },
      alertmanager: {
        enabled: true,
        service: { type: 'NodePort', nodePort: cluster.nodePort('alertmanager') },
        alertmanagerSpec: { externalUrl: outsideUrl(cluster, 'alertmanager'), resources: STACK.alertmanager.toJson() },
      },
      grafana: grafana(cluster),
      kubeStateMetrics: { enabled: true },
      'kube-state-metrics': { resources: STACK.kubeState.toJson() },
      nodeExporter: { enabled: true },
      'prometheus-node-exporter': { resources: STACK.node.toJson() },
      // On a cluster of kubeadm they listen on their own machine only: each would be a target that is down for ever.
      kubeControllerManager: { enabled: false },
      kubeScheduler: { enabled: false },
      kubeEtcd: { enabled: false },
      kubeProxy: { enabled: false },
    },
  });
  accept(stack, 'admin-closed');
  return stackPods(scope);
}

function prometheus(cluster: Cluster): NonNullable<Values['prometheus']> {
  return {
    service: { type: 'NodePort', nodePort: cluster.nodePort('prometheus') },
    prometheusSpec: {
      scrapeInterval: SCRAPE_INTERVAL.text,
      evaluationInterval: SCRAPE_INTERVAL.text,
      retention: KEPT.time,
      retentionSize: KEPT.size,
      externalUrl: outsideUrl(cluster, 'prometheus'),
      resources: STACK.prometheus.toJson(),
      // Monitors and rules of every namespace, whichever release they belong to.
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
      storageSpec: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: cluster.storage.class,
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: cluster.claim('prometheus').size.text } },
          },
        },
      },
    },
  };
}

function grafana(cluster: Cluster): NonNullable<Values['grafana']> {
  const secret = cluster.secret(MONITORING, 'grafana-admin');
  const [user, password] = [new SecretKey(secret, 'admin-user'), new SecretKey(secret, 'admin-password')];
  return {
    enabled: true,
    admin: { existingSecret: secret.name, userKey: user.key, passwordKey: password.key },
    service: { type: 'NodePort', nodePort: cluster.nodePort('grafana') },
    resources: STACK.grafana.toJson(),
    persistence: {
      enabled: true,
      type: 'pvc',
      size: cluster.claim('grafana').size.text,
      storageClassName: cluster.storage.class,
      accessModes: ['ReadWriteOnce'],
    },
    deploymentStrategy: { type: 'Recreate' }, // two pods cannot share the volume (L12)
    initChownData: { enabled: false }, // the class makes folders that everybody may write to
    testFramework: { enabled: false },
    sidecar: {
      dashboards: { enabled: true, ...DASHBOARD_LABEL },
      datasources: { enabled: true, ...DATA_SOURCE_LABEL, uid: PROMETHEUS_UID },
    },
    env: {
      GF_SERVER_ROOT_URL: outsideUrl(cluster, 'grafana'),
      GF_USERS_ALLOW_SIGN_UP: 'false',
      // Nothing is fetched from outside: by default plugins are installed at each start, and pictures of users asked for.
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
      GF_SECURITY_DISABLE_GRAVATAR: 'true',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    },
  };
}

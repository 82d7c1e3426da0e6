import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/alertmanager-1.13.1.ts';
import { ConfigData } from '../../lib/constructs/config-data.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { SecretKey } from '../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { alertmanagerConfig, alertmanagerFile } from '../observability/alertmanager-config.ts';
import { WAVE } from '../waves.ts';
import { core } from './kinds.ts';

/** seed 002, Alertmanager. */
const RESOURCES = Resources.of({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });
const namespace = NAMESPACES.monitoring.name;
const CONFIG_FOLDER = '/etc/alertmanager';
const SLACK_FOLDER = '/etc/alertmanager-slack';

export interface Alertmanager {
  readonly component: HelmComponent<object>;
  readonly http: ServiceEndpoint;
}

/**
 * Alertmanager with a configuration of our own, ConfigMap `alertmanager-config` (seed 002, Alertmanager), which the pods
 * read anew when it changes. No volume claim: silences are lost with the pod.
 * @param objects chart of native objects in namespace monitoring.
 */
export function installAlertmanager(scope: Construct, cluster: Cluster, objects: Construct): Alertmanager {
  const pods = new ProvidedWorkload(scope, 'AlertmanagerPods', {
    name: 'alertmanager',
    namespace,
    service: 'alertmanager',
    podLabels: { 'app.kubernetes.io/name': 'alertmanager', 'app.kubernetes.io/instance': 'alertmanager' },
    ports: { http: { port: Port.http(9093) } },
    pods: { image: `quay.io/prometheus/alertmanager:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  const webhook = cluster.switch('alertmanager-slack')
    ? new SecretKey(cluster.secret(namespace, 'alertmanager-slack'), 'webhook-url')
    : undefined;
  if (webhook !== undefined) pods.connectsToWorld(443, { hosts: ['hooks.slack.com'] });
  const config = new ConfigData(objects, 'AlertmanagerConfig', {
    name: 'alertmanager-config',
    namespace,
    data: { 'alertmanager.yml': alertmanagerFile(alertmanagerConfig(webhook && `${SLACK_FOLDER}/${webhook.key}`)) },
  });

  const component = new HelmComponent(scope, 'Alertmanager', {
    release: 'alertmanager',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.metricsStores,
    line: lineOf(cluster, 'alertmanager'),
    kinds: { cluster: [], namespaced: [...core('Service', 'ServiceAccount'), { group: 'apps', kind: 'StatefulSet' }] },
    values: {
      replicaCount: 1,
      automountServiceAccountToken: false, // it asks the API nothing
      config: { enabled: false }, // ours is mounted below
      extraVolumes: [
        { name: 'own-config', configMap: { name: config.name } },
        ...(webhook === undefined
          ? []
          : [{ name: 'slack', secret: { secretName: webhook.secret.name, items: [{ key: webhook.key, path: webhook.key }] } }]),
      ],
      extraVolumeMounts: [
        { name: 'own-config', mountPath: CONFIG_FOLDER, readOnly: true },
        ...(webhook === undefined ? [] : [{ name: 'slack', mountPath: SLACK_FOLDER, readOnly: true }]),
      ],
      podAnnotations: config.annotation,
      persistence: { enabled: false },
      resources: RESOURCES.toJson(),
      podSecurityContext: { fsGroup: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      securityContext: {
        runAsUser: 65534,
        runAsGroup: 65534,
        runAsNonRoot: true,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
    },
  });
  return { component, http: pods.serviceEndpoint('http') };
}

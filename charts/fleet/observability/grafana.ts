import type { Construct } from 'constructs';
import type { Values } from '../../../imports/charts/kube-prometheus-stack-88.5.3.ts';
import { urlOf } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { VaultSecret } from '../../../lib/constructs/vault-secret.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { globalAddress, GLOBAL_SERVICES } from '../global-services.ts';
import { PRIORITY } from '../recovery.ts';
import { fromVault } from '../security/from-vault.ts';
import { mountedDashboards } from '../../observability/mounted-dashboards.ts';
import { DASHBOARDS, SOURCES } from './dashboard.ts';
import { GRAFANA, logStoreFor, MONITORING, QUERY, scraperOf, STACK } from './ends.ts';
import { SIZES } from './sizes.ts';
import { SCRAPE_INTERVAL } from './stack-values.ts';

/** Secret with the administrator's login, and its keys. */
const ADMIN = { secret: 'grafana-admin', user: 'admin-user', password: 'admin-password' } as const;

/** Folder under which the chart mounts a ConfigMap of dashboards, and name of the provider that reads it. */
const PROVIDER = 'slipway';

/**
 * Grafana without a memory of its own: sources and dashboards come from Git, and the login from a Secret (seed 004, 10.2 and
 * 14). No container beside it looks for dashboards in the API: that would take half as much memory again.
 */
export function grafanaValues(cluster: Cluster) {
  const host = cluster.host('grafana').name;
  return {
    enabled: true,
    fullnameOverride: GRAFANA,
    replicas: 1,
    resources: SIZES.grafana.toJson(),
    priorityClassName: PRIORITY.P2,
    admin: { existingSecret: ADMIN.secret, userKey: ADMIN.user, passwordKey: ADMIN.password },
    persistence: { enabled: false },
    testFramework: { enabled: false },
    rbac: { create: false },
    automountServiceAccountToken: false,
    defaultDashboardsEnabled: false,
    sidecar: { dashboards: { enabled: false }, datasources: { enabled: false, defaultDatasourceEnabled: false } },
    env: {
      GF_SERVER_DOMAIN: host,
      GF_SERVER_ROOT_URL: `https://${host}`,
      GF_USERS_ALLOW_SIGN_UP: 'false',
      // Nothing is fetched from outside.
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_SECURITY_DISABLE_GRAVATAR: 'true',
    },
    datasources: { 'datasources.yaml': { apiVersion: 1, datasources: dataSources() } },
    ...mountedDashboards(PROVIDER, DASHBOARDS),
  } satisfies Values['grafana'];
}

/** Metrics of all clusters through Thanos Query, logs of all clusters from Loki. @see https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
function dataSources(): object[] {
  const fixed = { access: 'proxy', editable: false };
  return [
    {
      ...fixed,
      name: 'Thanos Query',
      type: 'prometheus',
      uid: SOURCES.metrics,
      url: urlOf(QUERY),
      isDefault: true,
      jsonData: { httpMethod: 'POST', timeInterval: SCRAPE_INTERVAL.text, prometheusType: 'Thanos' },
    },
    { ...fixed, name: 'Loki', type: 'loki', uid: SOURCES.logs, url: `http://${globalAddress(GLOBAL_SERVICES.loki)}`, jsonData: {} },
  ];
}

/** The administrator's login, out of Vault. */
export function grafanaLogin(scope: Construct): VaultSecret {
  return fromVault(scope, 'GrafanaLogin', {
    name: ADMIN.secret,
    namespace: MONITORING,
    path: 'monitoring/grafana',
    keys: [ADMIN.user, ADMIN.password],
  });
}

/** The pod that the chart makes, and whom it asks; people reach it through the Gateway. */
export function grafanaPods(scope: Construct, cluster: Cluster): void {
  new ProvidedWorkload(scope, 'Grafana', {
    name: GRAFANA,
    namespace: MONITORING,
    service: GRAFANA,
    podLabels: { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': STACK },
    ports: { http: { port: Port.http(80, 'web'), target: Port.http(3000) } },
    pods: {
      image: 'docker.io/grafana/grafana:13.0.2',
      requests: SIZES.grafana.toJson().requests,
      priorityClass: PRIORITY.P2,
    },
  })
    .connectsTo(QUERY, logStoreFor(cluster))
    .acceptsFrom(scraperOf(cluster), 'http');
}

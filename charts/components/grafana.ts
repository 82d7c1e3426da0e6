import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/grafana-8.8.6.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { SecretKey } from '../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { DASHBOARDS_CONFIG_MAP } from '../observability/dashboards/config-map.ts';
import { dataSources, type Sources } from '../observability/data-sources.ts';
import { mountedDashboards } from '../observability/mounted-dashboards.ts';
import { WAVE } from '../waves.ts';
import { core } from './kinds.ts';

const RESOURCES = Resources.of({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } });

/** Folder under which the chart mounts a ConfigMap of dashboards, and name of the provider that reads it. */
const PROVIDER = 'slipway';

export interface Grafana {
  readonly component: HelmComponent<object>;
  /** User interface, plain HTTP. */
  readonly http: ServiceEndpoint;
}

/**
 * Grafana without a memory of its own: sources and dashboards come from Git, read only, and the login from a Secret
 * (seed 002, Grafana). What somebody clicks together is gone with the pod, on purpose.
 */
export function installGrafana(scope: Construct, cluster: Cluster, sources: Sources): Grafana {
  const namespace = NAMESPACES.monitoring.name;
  const host = cluster.host('monitoring').name;
  const secret = cluster.secret(namespace, 'grafana-admin');
  const [user, password] = [new SecretKey(secret, 'admin-user'), new SecretKey(secret, 'admin-password')];
  const pods = new ProvidedWorkload(scope, 'GrafanaPods', {
    name: 'grafana',
    namespace,
    service: 'grafana',
    podLabels: { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' },
    ports: { http: { port: Port.http(80), target: Port.http(3000) } },
    pods: { image: `grafana/grafana:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  pods.connectsTo(sources.prometheus, sources.loki, sources.tempo);

  const component = new HelmComponent(scope, 'Grafana', {
    release: 'grafana',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.telemetryClients,
    line: lineOf(cluster, 'grafana'),
    kinds: { cluster: [], namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'Deployment' }] },
    values: {
      replicas: 1,
      resources: RESOURCES.toJson(),
      admin: { existingSecret: secret.name, userKey: user.key, passwordKey: password.key },
      service: { type: 'ClusterIP', port: 80, targetPort: 3000, portName: 'http' },
      persistence: { enabled: false },
      testFramework: { enabled: false },
      rbac: { create: false }, // for a sidecar that looks for dashboards in the API; ours are mounted
      automountServiceAccountToken: false,
      env: {
        GF_SERVER_DOMAIN: host,
        GF_SERVER_ROOT_URL: `http://${host}`,
        GF_USERS_ALLOW_SIGN_UP: 'false',
        GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
        GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
        GF_ANALYTICS_REPORTING_ENABLED: 'false',
        // Nothing is fetched from outside: by default an app is installed at each start, and pictures of users are asked for.
        GF_PLUGINS_PREINSTALL_DISABLED: 'true',
        GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
        GF_SECURITY_DISABLE_GRAVATAR: 'true',
      } satisfies Settings,
      datasources: { 'datasources.yaml': { apiVersion: 1, datasources: dataSources(sources) } },
      ...mountedDashboards(PROVIDER, DASHBOARDS_CONFIG_MAP),
    },
  });
  return { component, http: pods.serviceEndpoint('http') };
}

/**
 * Settings of `grafana.ini`, by the environment: the chart's own keys for that file end above most of them.
 * @see https://grafana.com/docs/grafana/v11.4/setup-grafana/configure-grafana/#override-configuration-with-environment-variables
 */
type Settings = Readonly<Record<`GF_${'SERVER' | 'USERS' | 'ANALYTICS' | 'PLUGINS' | 'SECURITY'}_${string}`, string>>;

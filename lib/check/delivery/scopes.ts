import type { Release } from '../hosts/chart-table.ts';
import { at, fieldsAt, items, itemsAt, text, textAt } from '../read.ts';
import { SWITCHED } from './switched.ts';

/** How the values of an operator's chart keep it from objects of its kinds. */
export interface Scope {
  readonly name: string;
  readonly chart: string;
  readonly kinds: readonly string[];
  /** Namespaces in which it looks; `undefined` for all. */
  readonly namespaces: (release: Release) => readonly string[] | undefined;
  /** The value that says so. */
  readonly by: string;
}

/** A kind that a switch of the chart takes away from its operator. */
export interface Passed {
  readonly name: string;
  readonly chart: string;
  readonly kind: string;
  /** The value by which the kind is passed over, where it is. */
  readonly by: (values: unknown) => string | undefined;
  /** Whether an object of the kind needs it at all. @default all of them */
  readonly when?: (object: unknown) => boolean;
  readonly fix?: string;
}

/** A name, or a list of names. */
function listed(path: string): Scope['namespaces'] {
  return ({ values }) => {
    const written = at(values, path);
    const names = (Array.isArray(written) ? items(written) : (text(written) ?? '').split(',')).flatMap((each) => text(each)?.trim() ?? []);
    const found = names.filter((each) => each !== '');
    return found.length === 0 || found.includes('*') ? undefined : found;
  };
}

function of(group: string, ...kinds: readonly string[]): readonly string[] {
  return kinds.map((kind) => `${group}/${kind}`);
}

/** From the values.yaml of each chart. */
export const SCOPES: readonly Scope[] = [
  {
    name: 'External Secrets',
    chart: 'external-secrets',
    kinds: of('external-secrets.io/v1', 'ExternalSecret', 'SecretStore', 'PushSecret'),
    namespaces: listed('scopedNamespace'),
    by: 'scopedNamespace',
  },
  {
    name: 'the operator of Prometheus',
    chart: 'kube-prometheus-stack',
    kinds: of('monitoring.coreos.com/v1', 'ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'Probe', 'Prometheus', 'Alertmanager'),
    namespaces: ({ namespace, values }) => {
      const more = itemsAt(values, 'prometheusOperator.namespaces.additional').flatMap((each) => text(each) ?? []);
      const own = at(values, 'prometheusOperator.namespaces.releaseNamespace') === true ? [namespace] : [];
      return own.length + more.length === 0 ? undefined : [...own, ...more];
    },
    by: 'prometheusOperator.namespaces',
  },
  {
    name: 'Argo CD',
    chart: 'argo-cd',
    kinds: of('argoproj.io/v1alpha1', 'Application'),
    namespaces: ({ namespace, values }) => {
      const more = (text(fieldsAt(values, 'configs.params')['application.namespaces']) ?? '').split(',').map((each) => each.trim());
      // Patterns, and what is said elsewhere, may mean any namespace.
      return more.some((each) => /[*?/[$]/.test(each)) ? undefined : [namespace, ...more].filter((each) => each !== '');
    },
    by: 'configs.params["application.namespaces"]',
  },
  {
    name: 'KEDA',
    chart: 'keda',
    kinds: of('keda.sh/v1alpha1', 'ScaledObject', 'ScaledJob', 'TriggerAuthentication'),
    namespaces: listed('watchNamespace'),
    by: 'watchNamespace',
  },
  {
    name: 'Traefik',
    chart: 'traefik',
    kinds: of('traefik.io/v1alpha1', 'IngressRoute', 'IngressRouteTCP', 'Middleware', 'TLSOption'),
    namespaces: listed('providers.kubernetesCRD.namespaces'),
    by: 'providers.kubernetesCRD.namespaces',
  },
  {
    name: 'CloudNativePG',
    chart: 'cloudnative-pg',
    kinds: of('postgresql.cnpg.io/v1', 'Cluster', 'ScheduledBackup', 'Pooler'),
    namespaces: ({ namespace, values }) => (at(values, 'config.clusterWide') === false ? [namespace] : undefined),
    by: 'config.clusterWide',
  },
  {
    name: 'Strimzi',
    chart: 'strimzi-kafka-operator',
    kinds: of('kafka.strimzi.io/v1beta2', 'Kafka', 'KafkaTopic', 'KafkaUser', 'KafkaConnect'),
    namespaces: (release) =>
      at(release.values, 'watchAnyNamespace') === true ? undefined : [release.namespace, ...(listed('watchNamespaces')(release) ?? [])],
    by: 'watchNamespaces',
  },
];

function scoped(values: unknown): string | undefined {
  return at(values, 'scopedRBAC') === true && (textAt(values, 'scopedNamespace') ?? '') !== '' ? 'scopedRBAC is true' : undefined;
}

function process(kind: string, value: string): Passed {
  return {
    name: 'External Secrets',
    chart: 'external-secrets',
    kind: `external-secrets.io/v1/${kind}`,
    by: (values) => (at(values, value) === false ? `${value} is false` : kind.startsWith('Cluster') ? scoped(values) : undefined),
  };
}

/** Kinds that an operator can be told to pass over. */
export const PASSED: readonly Passed[] = [
  process('ClusterSecretStore', 'processClusterStore'),
  process('ClusterExternalSecret', 'processClusterExternalSecret'),
  process('PushSecret', 'processPushSecret'),
  ...SWITCHED,
];

import { at, fieldsAt, textAt } from '../read.ts';
import type { ChartObject } from './chart-objects.ts';
import { fullName, type Release } from './chart-table.ts';
import { isBitnami } from './store-charts.ts';

type Makes = (release: Release) => readonly ChartObject[];

const SECRET = 'v1/Secret';

function filled(values: unknown, path: string): boolean {
  return (textAt(values, path) ?? '') !== '';
}

/** Bitnami's charts make one Secret of the chart's name, unless an existing one is named. */
function ofBitnami(chart: string, keys: (release: Release) => readonly string[] | undefined): Makes {
  return (release) => {
    const { name, values, repository } = release;
    const existing = ['auth.existingSecret', 'existingSecret', `global.${chart}.auth.existingSecret`].some((path) => filled(values, path));
    if (!isBitnami(repository) || existing || at(values, 'auth.enabled') === false) return [];
    return [{ kind: SECRET, name: fullName(name, chart, values), keys: release.open === true ? undefined : keys(release) }];
  };
}

/** Older releases of a chart called the keys otherwise. */
function from(major: number, keys: readonly string[]): (release: Release) => readonly string[] | undefined {
  return ({ version }) => (Number(/^v?(\d+)\./.exec(version ?? '')?.[1] ?? 0) >= major ? keys : undefined);
}

/** @see https://github.com/grafana/helm-charts/blob/main/charts/grafana/templates/secret.yaml */
function grafana(name: string, values: unknown): readonly ChartObject[] {
  const own =
    !filled(values, 'admin.existingSecret') &&
    !['GF_SECURITY_ADMIN_PASSWORD', 'GF_SECURITY_ADMIN_PASSWORD__FILE'].some((key) => filled(values, `env.${key}`));
  return own ? [{ kind: SECRET, name: fullName(name, 'grafana', values), keys: ['admin-user', 'admin-password', 'ldap-toml'] }] : [];
}

/** @see https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd/templates; the first password is written by the server */
function argoCd(): readonly ChartObject[] {
  return [
    { kind: SECRET, name: 'argocd-secret' },
    { kind: SECRET, name: 'argocd-initial-admin-secret', keys: ['password'] },
    { kind: 'v1/ConfigMap', name: 'argocd-cm' },
    { kind: 'v1/ConfigMap', name: 'argocd-rbac-cm' },
    { kind: 'v1/ConfigMap', name: 'argocd-cmd-params-cm' },
  ];
}

/** @see https://github.com/minio/minio/blob/master/helm/minio/templates/secrets.yaml */
function minio({ name, values, repository }: Release): readonly ChartObject[] {
  return repository === undefined || !/min\.io|^minio$/.test(repository) || filled(values, 'existingSecret')
    ? []
    : [{ kind: SECRET, name: fullName(name, 'minio', values), keys: ['rootUser', 'rootPassword'] }];
}

/** Secrets and ConfigMaps by chart, with their keys, from the templates of the charts. */
export const SECRET_CHARTS: Readonly<Record<string, Makes>> = {
  'argo-cd': argoCd,
  grafana: ({ name, values }) => grafana(name, values),
  istiod: ({ values }) => {
    const revision = textAt(values, 'revision') ?? '';
    return [{ kind: 'v1/ConfigMap', name: revision === '' ? 'istio' : `istio-${revision}` }];
  },
  'kube-prometheus-stack': ({ name, values }) =>
    at(values, 'grafana.enabled') === false ? [] : grafana(name, fieldsAt(values, 'grafana')),
  mariadb: ofBitnami('mariadb', () => ['mariadb-root-password', 'mariadb-password', 'mariadb-replication-password']),
  minio,
  mongodb: ofBitnami('mongodb', () => undefined),
  mysql: ofBitnami('mysql', () => ['mysql-root-password', 'mysql-password', 'mysql-replication-password']),
  postgresql: ofBitnami('postgresql', from(11, ['postgres-password', 'password', 'replication-password', 'ldap-password'])),
  rabbitmq: ofBitnami('rabbitmq', () => undefined),
  redis: ofBitnami('redis', () => ['redis-password']),
};

/** A chart that its makers no longer maintain. */
export interface Retired {
  readonly since: string;
  readonly instead: string;
  readonly source: string;
}

const LOKI = { instead: 'Install the chart loki, which takes other values.', source: 'https://github.com/grafana/helm-charts/pull/3974' };
const AGENT = { instead: 'Install the chart alloy.', source: 'https://grafana.com/docs/loki/latest/setup/migrate/migrate-to-alloy/' };

/** By name, for the repositories of their makers. */
export const RETIRED: Readonly<Record<string, Retired>> = {
  'grafana-agent': { since: 'the Agent reached its end of life on 2025-11-01', ...AGENT },
  'grafana-agent-operator': { since: 'the Agent reached its end of life on 2025-11-01', ...AGENT },
  'kubernetes-external-secrets': {
    since: 'its controller was archived in 2022',
    instead: 'Install the chart external-secrets.',
    source: 'https://github.com/external-secrets/kubernetes-external-secrets/issues/864',
  },
  'loki-distributed': { since: 'it is marked deprecated', ...LOKI },
  'loki-simple-scalable': { since: 'the chart loki took over its work', ...LOKI },
  'loki-stack': { since: 'it is marked deprecated and brings Loki 2', ...LOKI },
  promtail: { since: 'it is marked deprecated', ...AGENT },
};

/** Repositories that were closed. */
export const CLOSED: Readonly<Record<string, Retired>> = {
  'charts.helm.sh/stable': {
    since: 'the repository was closed in 2020',
    instead: "Install the chart from its maker's repository (artifacthub.io knows it).",
    source: 'https://helm.sh/blog/charts-repo-deprecation/',
  },
  'charts.helm.sh/incubator': {
    since: 'the repository was closed in 2020',
    instead: "Install the chart from its maker's repository (artifacthub.io knows it).",
    source: 'https://helm.sh/blog/charts-repo-deprecation/',
  },
  'kubernetes-charts-incubator.storage.googleapis.com': {
    since: 'the repository was closed in 2020 and is gone',
    instead: "Install the chart from its maker's repository (artifacthub.io knows it).",
    source: 'https://helm.sh/blog/charts-repo-deprecation/',
  },
  'kubernetes-charts.storage.googleapis.com': {
    since: 'the repository was closed in 2020 and is gone',
    instead: "Install the chart from its maker's repository (artifacthub.io knows it).",
    source: 'https://helm.sh/blog/charts-repo-deprecation/',
  },
};

/** Images of Bitnami's charts were taken away on this day; versions that are not `latest` went to `bitnamilegacy`. */
export const BITNAMI = {
  since: 'its images left docker.io/bitnami on 2025-08-28',
  source: 'https://github.com/bitnami/charts/issues/35164',
} as const;

import { helmValuesOf } from '../helm.ts';
import { fields, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** Values for a chart, wherever they stand: what an Application or HelmRelease hands over, or a file of them. */
export interface ChartValues {
  /** Without the repository: `kube-prometheus-stack`; `undefined` where neither the tree nor the file's name says it. */
  readonly chart: string | undefined;
  /** `spec.source.helm.valuesObject`, or `values` in a file. */
  readonly path: string;
  readonly values: Fields;
  /** Of the chart, where it is said beside the values. */
  readonly version: string | undefined;
}

/** Charts that a values file is recognized by, when only its name tells: longer names first. */
const NAMES = [
  ...['kube-prometheus-stack', 'loki-stack', 'falco-talon', 'falcosidekick', 'ingress-nginx', 'metrics-server', 'sealed-secrets'],
  ...['elasticsearch', 'opensearch', 'postgresql', 'prometheus', 'argo-cd', 'grafana', 'harbor', 'jaeger', 'jenkins', 'kafka', 'keycloak'],
  ...[
    'kiali',
    'longhorn',
    'mariadb',
    'minio',
    'mongodb',
    'mysql',
    'promtail',
    'rabbitmq',
    'redis',
    'tempo',
    'vault',
    'velero',
    'falco',
    'loki',
  ],
];

const NONE: readonly ChartValues[] = Object.freeze([]);

export function chartValuesOf(manifest: WorldObject): readonly ChartValues[] {
  const { kind, metadata } = manifest.object;
  const found = helmValuesOf(manifest);
  if (found.length === 0) return NONE;
  return found.map(({ chart, path, values, version }) => ({
    chart: chart?.slice(chart.lastIndexOf('/') + 1) ?? (kind === 'HelmValues' ? namedIn(metadata.name) : undefined),
    path,
    values: fields(values),
    version,
  }));
}

/** The last folder or file of a path that names a chart. */
function namedIn(path: string): string | undefined {
  for (const part of path.split('/').reverse()) {
    const found = NAMES.find((name) => new RegExp(`(^|[-_.])${name.replace('argo-cd', 'argo-?cd')}([-_.]|$)`).test(part));
    if (found !== undefined) return found;
  }
  return undefined;
}

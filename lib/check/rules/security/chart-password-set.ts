import { at, textAt, type Fields } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { HELM_KINDS } from '../../helm.ts';
import { chartValuesOf } from '../../security/chart-values.ts';

interface Default {
  readonly program: string;
  /** Values of which one replaces the default. */
  readonly places: readonly string[];
  /** The part is installed at all. */
  readonly on?: (values: Fields) => boolean;
  /** The first version, by its major number, that makes a random password instead. */
  readonly until?: number;
}

/**
 * Charts that come with a password that is written in their documentation.
 * @see https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-65.1.0/charts/kube-prometheus-stack/values.yaml
 * @see https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/UPGRADE.md#from-78x-to-79x
 * @see https://github.com/goharbor/harbor-helm/blob/v1.15.0/values.yaml
 */
const DEFAULTS: Readonly<Record<string, Default>> = {
  harbor: { program: 'Harbor', places: ['harborAdminPassword', 'existingSecretAdminPassword'] },
  'kube-prometheus-stack': {
    program: 'Grafana',
    places: ['grafana.adminPassword', 'grafana.admin.existingSecret', 'grafana.envFromSecret', 'grafana.envValueFrom'],
    on: (values) => at(values, 'grafana.enabled') !== false,
    until: 79,
  },
};

export const chartPasswordSet = defineRule({
  id: 'chart-password-set',
  severity: 'warning',
  kinds: HELM_KINDS,
  asks: "A chart's own password, which everybody can read, is replaced.",
  source: 'https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack; seed 004, M19',
  *check(manifest) {
    const all = chartValuesOf(manifest);
    for (const { chart, path, values, version } of all) {
      const known = DEFAULTS[chart ?? ''];
      if (known === undefined || known.on?.(values) === false) continue;
      // Several texts of values may belong to one release.
      if (
        all.some(
          (each) =>
            each.chart === chart && known.places.some((place) => at(each.values, place) !== undefined && textAt(each.values, place) !== ''),
        )
      )
        continue;
      // A file that is not about the program may be one of several.
      if (path === 'values' && at(values, 'grafana') === undefined && chart === 'kube-prometheus-stack') continue;
      const major = Number(/^v?(\d+)/.exec(version ?? '')?.[1]);
      if (known.until !== undefined && major >= known.until) continue;
      yield {
        path,
        // A version of today has none.
        ...(known.until !== undefined && Number.isNaN(major) ? { severity: 'info' as const } : {}),
        message: `${known.program} keeps the password that the chart ${chart ?? ''} comes with`,
        why: 'It stands in the documentation of the chart: whoever reaches the login page is an administrator.',
        fix: `Set ${known.places.find((place) => place.includes('xistingSecret')) ?? known.places[0] ?? ''} to a Secret.`,
      };
      return;
    }
  },
});

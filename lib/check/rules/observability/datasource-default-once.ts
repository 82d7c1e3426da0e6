import { dataSources, dataSourcesIn, grafanas, labelledMaps } from '../../observability/grafanas.ts';
import { chartValuesIn } from '../../observability/jobs.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const datasourceDefaultOnce = defineRule({
  id: 'datasource-default-once',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'One data source of a Grafana is the default, and names are given once.',
  source:
    'https://grafana.com/docs/grafana/latest/administration/provisioning/#example-data-source-config-file; https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/values.yaml',
  *check(manifest, world) {
    const own = dataSourcesIn(world, manifest);
    const defaults = own.filter(({ isDefault }) => isDefault);
    const [first, second] = defaults;
    const why = 'Grafana refuses to start: only one data source of an organization can be the default.';
    if (first !== undefined && second !== undefined && orgOf(first.fields) === orgOf(second.fields)) {
      yield {
        path: second.path,
        message: `the data sources ${first.name} and ${second.name} are both the default`,
        why,
        fix: 'Leave isDefault: true on one of them.',
      };
    } else if (first !== undefined) {
      const other = elsewhere(world, manifest);
      if (other !== undefined)
        yield {
          path: first.path,
          message: `data source ${first.name} is the default, and so is ${other}`,
          why,
          fix: 'Leave isDefault: true on one of them, or set grafana.sidecar.datasources.isDefaultDatasource: false.',
        };
    }
    for (const [index, { name, path, fields }] of own.entries()) {
      const before = own.findIndex((each) => each.name === name && orgOf(each.fields) === orgOf(fields));
      if (name !== '' && before !== index)
        yield {
          path,
          severity: 'warning',
          message: `there are two data sources "${name}"`,
          why: 'The second overwrites the first: panels of the first ask the wrong place.',
          fix: 'Rename one.',
        };
    }
  },
});

function orgOf(source: unknown): string {
  return textAt(source, 'orgId') ?? '1';
}

/** Another default of the same Grafana: that of kube-prometheus-stack, or one in a labelled ConfigMap beside this one. */
function elsewhere(world: World, manifest: WorldObject): string | undefined {
  const stack = chartValuesIn(world, manifest).find((each) => isStack(each.chart, each.values));
  if (stack !== undefined) {
    const sidecar = at(stack.values, 'grafana.sidecar.datasources');
    const off = ['enabled', 'defaultDatasourceEnabled', 'isDefaultDatasource'].some((key) => at(sidecar, key) === false);
    return off || at(stack.values, 'grafana.enabled') === false ? undefined : 'the one that kube-prometheus-stack provisions';
  }
  if (manifest.object.kind !== 'ConfigMap') return undefined;
  const [own] = labelledMaps(manifest);
  if (own?.labels.includes('grafana_datasource') !== true) return undefined;
  const grafana = grafanas(world).find(({ namespace, stack: ofStack }) => ofStack && namespace === own.namespace);
  const sidecar = at(grafana?.values, 'sidecar.datasources');
  if (
    grafana?.values !== undefined &&
    !['enabled', 'defaultDatasourceEnabled', 'isDefaultDatasource'].some((key) => at(sidecar, key) === false)
  )
    return 'the one that kube-prometheus-stack provisions';
  const beside = dataSources(world).find(
    (each) =>
      each.isDefault &&
      each.manifest !== manifest &&
      labelledMaps(each.manifest).some((map) => map.namespace === own.namespace && map.labels.includes('grafana_datasource')),
  );
  return beside === undefined ? undefined : `${beside.name} of ConfigMap ${beside.manifest.object.metadata.name}`;
}

function isStack(chart: string | undefined, values: unknown): boolean {
  if (chart !== undefined) return chart === 'kube-prometheus-stack';
  return at(values, 'grafana') !== undefined && at(values, 'prometheus.prometheusSpec') !== undefined;
}

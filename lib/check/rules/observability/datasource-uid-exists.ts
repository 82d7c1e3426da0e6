import { dashboardsIn } from '../../observability/dashboards.ts';
import { type DataSource, dataSources, dataSourcesIn, generatedUid, grafanas, namedUids } from '../../observability/grafanas.ts';
import { chartValues } from '../../observability/jobs.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { at, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const datasourceUidExists = defineRule({
  id: 'datasource-uid-exists',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Data sources that dashboards and links of Grafana name by uid are declared with that uid.',
  source: 'https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources',
  *check(manifest, world) {
    const sources = dataSources(world);
    if (sources.length === 0) return;
    const known = knownUids(world);
    for (const source of dataSourcesIn(world, manifest)) {
      for (const { field, uid } of namedUids(source.fields)) {
        if (known.has(uid) || uid.includes('$')) continue;
        const same = sources.find(
          ({ name, type, uid: own }) => own === undefined && (name.toLowerCase() === uid.toLowerCase() || type === uid.toLowerCase()),
        );
        const near = nearName(uid, known);
        yield {
          path: source.path,
          message: `${field} of data source ${source.name} names the uid "${uid}", which ${same === undefined ? 'no data source has' : `data source ${same.name} does not declare`}`,
          why: 'The link between logs, traces and metrics leads nowhere: Grafana gives a data source without uid one that nobody chose.',
          fix:
            same === undefined
              ? near === undefined
                ? 'Declare a data source with this uid.'
                : `Did you mean "${near}"?`
              : `Add uid: ${uid} to the data source ${same.name}.`,
        };
      }
    }
    const names = world.once('names of data sources', () => new Set(sources.map(({ name }) => name)));
    for (const dashboard of dashboardsIn(world, manifest)) {
      const said = new Set<string>();
      for (const panel of dashboard.panels) {
        for (const named of [at(panel.fields, 'datasource'), ...panel.targets.map((target) => at(target, 'datasource'))]) {
          const uid = textAt(named, 'uid') ?? text(named) ?? '';
          const other = byUid(world).get(uid);
          const type = textAt(named, 'type');
          if (
            other !== undefined &&
            type !== undefined &&
            type !== other.type &&
            /^(prometheus|loki|tempo)$/.test(type) &&
            !said.has(uid)
          ) {
            said.add(uid);
            yield {
              path: dashboard.path,
              severity: 'warning',
              message: `panel "${panel.title}" of dashboard "${dashboard.title}" asks a ${type} at the uid "${uid}", which is that of data source ${other.name}, a ${other.type}`,
              why: 'The query is sent to a store that does not speak its language: the panel shows an error.',
              fix: `Name the uid of the ${type}.`,
            };
          }
          if (uid === '' || uid === 'default' || known.has(uid) || names.has(uid) || /^\$|^-- |^\{/.test(uid) || said.has(uid)) continue;
          said.add(uid);
          const near = nearName(uid, [...known, ...names]);
          yield {
            path: dashboard.path,
            // A file of its own may belong to another Grafana.
            severity: manifest.object.kind === 'Config' && near === undefined ? 'info' : 'warning',
            message: `panel "${panel.title}" of dashboard "${dashboard.title}" reads the data source "${uid}", which is not declared; declared: ${[...names].sort().join(', ')}`,
            why: 'The panel shows "Datasource was not found".',
            fix: near === undefined ? 'Name a declared data source, or a variable of type datasource.' : `Did you mean "${near}"?`,
          };
        }
      }
    }
  },
});

/** The first data source of each uid that says its type. */
function byUid(world: World): ReadonlyMap<string, DataSource> {
  return world.once('data sources by uid', () => {
    const typed = dataSources(world).flatMap((each) => (each.uid === undefined || each.type === '' ? [] : [[each.uid, each] as const]));
    return new Map(typed.reverse());
  });
}

/** Those declared, those that Grafana makes of a name, and those of charts. */
function knownUids(world: World): ReadonlySet<string> {
  return world.once('uids of data sources', () => {
    const uids = new Set(['grafana', '-- Grafana --', '-- Mixed --', '-- Dashboard --']);
    for (const { uid, name } of dataSources(world)) uids.add(uid ?? generatedUid(name));
    const stacks = chartValues(world).filter(({ chart, path }) => chart === 'kube-prometheus-stack' || path === 'values');
    if (
      grafanas(world).some(({ stack }) => stack) ||
      stacks.some(({ values }) => at(values, 'prometheusOperator') !== undefined || at(values, 'alertmanager') !== undefined)
    ) {
      for (const uid of ['prometheus', 'alertmanager']) uids.add(uid);
    }
    for (const { values } of stacks) {
      const own = textAt(values, 'grafana.sidecar.datasources.uid');
      if (own !== undefined) uids.add(own);
    }
    return uids;
  });
}

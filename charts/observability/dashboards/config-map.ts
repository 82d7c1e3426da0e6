import { Construct } from 'constructs';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import { InputError, type Problem } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import type { Catalogue } from '../../../lib/metrics/catalogue.ts';
import { checkQuery } from '../../../lib/metrics/promql.ts';
import { NAMESPACES } from '../../namespaces.ts';
import { catalogueOf } from '../catalogue.ts';
import { fingerprint } from '../fingerprint.ts';
import checked from './built/checked.json';
import mysql from './built/mysql.json';
import nginx from './built/nginx.json';
import systemHealth from './built/system-health.json';
import was from './built/was.json';
import { type BuiltDashboard, queriesOf } from './built-dashboard.ts';

/** What Grafana mounts. */
export const DASHBOARDS_CONFIG_MAP = 'grafana-dashboards';

/** The four dashboards (seed 002, Grafana), as `npm run dashboards` wrote them. */
export const BUILT: readonly BuiltDashboard[] = [systemHealth, nginx, mysql, was];

/** One file a dashboard. Where this cluster scrapes something else than they were built for, every query is checked again. */
export class DashboardsConfigMap extends Construct {
  constructor(scope: Construct, id: string, cluster: Cluster) {
    super(scope, id);
    const catalogue = catalogueOf(cluster);
    const problems =
      fingerprint(catalogue) === checked.catalogue ? [] : BUILT.flatMap((dashboard) => dashboardProblems(dashboard, catalogue));
    if (problems.length > 0) throw new InputError(problems);
    new ConfigData(this, 'ConfigMap', {
      name: DASHBOARDS_CONFIG_MAP,
      namespace: NAMESPACES.monitoring.name,
      data: Object.fromEntries(BUILT.map((dashboard) => [`${dashboard.uid}.json`, `${JSON.stringify(dashboard, null, 2)}\n`])),
    });
  }
}

/** Panels that would stay empty. */
export function dashboardProblems({ title, panels }: BuiltDashboard, catalogue: Catalogue): Problem[] {
  return panels
    .filter(({ datasource }) => datasource?.type === 'prometheus')
    .flatMap((panel) =>
      queriesOf(panel).flatMap((query) =>
        checkQuery(query, catalogue).map((problem) => ({ where: `dashboard ${title}, panel ${panel.title}: ${query}`, ...problem })),
      ),
    );
}

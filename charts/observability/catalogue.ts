import type { Catalogue } from '../../lib/metrics/catalogue.ts';
import { ALERTS } from '../../lib/metrics/exporters/prometheus.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { PROBES, SOURCES } from './jobs.ts';
import { RECORDING_RULES } from './recording-rules.ts';

/** Everything that alerts, dashboards and the metrics adapter may ask for, planned jobs aside. */
export const CATALOGUE: Catalogue = { sources: Object.values(SOURCES), rules: RECORDING_RULES, own: [ALERTS] };

/** The same with the jobs that this cluster has switched on. */
export function catalogueOf(cluster: Cluster): Catalogue {
  return cluster.switch('blackbox-exporter') ? { ...CATALOGUE, sources: [...CATALOGUE.sources, PROBES] } : CATALOGUE;
}

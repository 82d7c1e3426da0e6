import { Duration } from '../../lib/values/duration.ts';
import { METRICS_RETENTION } from '../components/prometheus.ts';

/**
 * How long each store keeps what it was given. Every one is finite, and is handed to the mechanism that deletes:
 * without one, logs filled a disk (L-04, seed 002, monitoring components).
 */
export const RETENTION = {
  /** Prometheus, `--storage.tsdb.retention.time`. */
  metrics: METRICS_RETENTION,
  /** Loki: the limit says how long, the compactor deletes. */
  logs: Duration.hours(168),
  /** Tempo's compactor. */
  traces: Duration.hours(48),
} as const;

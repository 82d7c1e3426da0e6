import { textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { partPath } from './shapes.ts';
import type { RunningStore } from './stores.ts';

/** Keys with a time. */
const TIMES: Readonly<Record<RunningStore['kind'], readonly string[]>> = {
  loki: [
    'limits_config.retention_period',
    'limits_config.reject_old_samples_max_age',
    'limits_config.max_query_length',
    'compactor.compaction_interval',
    'compactor.retention_delete_delay',
    'ingester.chunk_idle_period',
    'ingester.max_chunk_age',
  ],
  tempo: [
    'compactor.compaction.block_retention',
    'compactor.compaction.compaction_window',
    'ingester.max_block_duration',
    'ingester.trace_idle_period',
    'storage.trace.blocklist_poll',
  ],
};

/** Limits of Loki that are numbers of megabytes or of things. @see https://grafana.com/docs/loki/latest/configure/#limits_config */
export const LOKI_NUMBERS = [
  'ingestion_rate_mb',
  'ingestion_burst_size_mb',
  'max_entries_limit_per_query',
  'max_global_streams_per_user',
  'max_streams_per_user',
  'max_line_size_truncate',
] as const;

/** Limits with a unit where Loki reads a number. */
export function* numberFaults({ kind, shape }: RunningStore): Iterable<Issue> {
  for (const key of kind === 'loki' ? LOKI_NUMBERS : []) {
    const value = textAt(shape.content, `limits_config.${key}`);
    if (value === undefined || !/^\d+\s*[A-Za-z]/.test(value)) continue;
    yield {
      path: partPath(shape),
      message: `limits_config.${key} is ${value}, and is a number`,
      why: 'Loki refuses the file: the pod crashes in a loop.',
      fix: `Write ${/^\d+/.exec(value)?.[0] ?? ''}.`,
    };
  }
}

/** Times that are numbers alone: Loki refuses them, and Tempo reads them as billionths of a second. */
export function* timeFaults({ kind, shape }: RunningStore): Iterable<Issue> {
  for (const key of TIMES[kind]) {
    const value = textAt(shape.content, key);
    if (value === undefined || !/^[1-9]\d*$/.test(value)) continue;
    yield {
      path: partPath(shape),
      message: `${key} is ${value}, a time without a unit`,
      why:
        kind === 'loki'
          ? 'Loki refuses the file: the pod crashes in a loop.'
          : `Tempo takes it for ${value} billionths of a second: what is kept for so long is deleted at once.`,
      fix: `Write ${value}h, or the unit that is meant.`,
    };
  }
}

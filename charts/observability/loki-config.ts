import type { Values } from '../../imports/charts/loki-6.25.1.ts';
import { RETENTION } from './retention.ts';

/** Sections of Loki's own configuration that the chart takes as they are, so that its types say nothing of them. */
interface LokiLimits {
  /** Go duration; deletes nothing by itself. */
  readonly retention_period: string;
  /** Older lines are refused: they would be deleted at once. */
  readonly reject_old_samples_max_age: string;
}

/** @see https://grafana.com/docs/loki/v3.3.x/configure/#compactor */
interface LokiCompactor {
  readonly retention_enabled: true;
  /** Without it Loki 3 does not start once retention is on. */
  readonly delete_request_store: 'filesystem';
}

/** @see https://grafana.com/docs/loki/v3.3.x/configure/#period_config */
interface LokiSchema {
  readonly configs: readonly {
    /** Day from which the schema holds: a later one would make what is stored unreadable. */
    readonly from: string;
    readonly store: 'tsdb';
    readonly object_store: 'filesystem';
    readonly schema: 'v13';
    readonly index: { readonly prefix: string; readonly period: '24h' };
  }[];
}

/**
 * One process, files, no tenants, and logs that go after a week: the period says when, and the compactor does it. The
 * `table_manager` of older releases deletes nothing here (L-04, seed 002, Loki and Alloy).
 */
export function lokiConfig() {
  return {
    auth_enabled: false, // else each client needs a tenant's header
    commonConfig: { replication_factor: 1 },
    storage: { type: 'filesystem' },
    schemaConfig: {
      configs: [
        { from: '2024-04-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: { prefix: 'index_', period: '24h' } },
      ],
    } satisfies LokiSchema,
    limits_config: {
      retention_period: RETENTION.logs.text,
      reject_old_samples_max_age: RETENTION.logs.text,
    } satisfies LokiLimits,
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' } satisfies LokiCompactor,
    analytics: { reporting_enabled: false },
  } satisfies Values['loki'];
}

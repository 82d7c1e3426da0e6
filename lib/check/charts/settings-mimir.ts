import { MIMIR_ENDS, mimirKeys } from '../observability/mimir-keys.ts';
import { at, fieldsAt } from '../read.ts';
import type { Given, WrongSetting } from './setting.ts';

const CONFIG = 'mimir.structuredConfig';

/** What the chart lays over its own configuration of Mimir, and the limits of single tenants. */
export function* mimir({ values }: Given): Iterable<WrongSetting> {
  yield* told(at(values, CONFIG), CONFIG);
  for (const tenant of Object.keys(fieldsAt(values, 'runtimeConfig.overrides')))
    yield* told({ limits: fieldsAt(values, 'runtimeConfig.overrides')[tenant] }, 'runtimeConfig.overrides');
}

function* told(config: unknown, base: string): Iterable<WrongSetting> {
  for (const { key, place } of mimirKeys(config)) {
    yield {
      path: base === CONFIG ? `${base}.${key}` : base,
      severity: 'error',
      message: `Mimir reads no ${key}; there is ${place}`,
      why: MIMIR_ENDS,
      fix: `Write it as ${place}.`,
    };
  }
}

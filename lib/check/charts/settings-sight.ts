import { LOKI_NUMBERS } from '../observability/store-times.ts';
import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Given, WrongSetting } from './setting.ts';

const STRATEGIES = ['anonymous', 'header', 'openid', 'openshift', 'token'];

/** Lengths that AES has. Unit: bytes. @see https://github.com/kiali/kiali/blob/v1.76.0/config/token.go */
const KEY_LENGTHS: readonly number[] = [16, 24, 32];

/** @see https://kiali.io/docs/configuration/kialis.kiali.io/ */
export function* kiali({ values }: Given): Iterable<WrongSetting> {
  const strategy = textAt(values, 'auth.strategy');
  if (strategy !== undefined && strategy !== '' && !STRATEGIES.includes(strategy)) {
    yield {
      path: 'auth.strategy',
      severity: 'error',
      message: `auth.strategy is ${strategy}, which is none of ${STRATEGIES.join(', ')}`,
      why: 'Kiali ends at its start: "Invalid authentication strategy".',
      fix: 'Write token, or openid for a provider of your own.',
    };
  }
  const key = textAt(values, 'login_token.signing_key') ?? '';
  // A key of a Secret is read at the start; an anonymous Kiali signs nothing.
  if (key !== '' && !/^secret:|[{$<]/.test(key) && strategy !== 'anonymous' && !KEY_LENGTHS.includes(key.length)) {
    yield {
      path: 'login_token.signing_key',
      severity: 'error',
      message: `login_token.signing_key has ${key.length} characters, and must have ${KEY_LENGTHS.join(', ')}`,
      why: 'Kiali ends at its start: "signing key for sessions must be 16, 24 or 32 bytes length".',
      fix: 'Make one of 32 characters, and hand it over as secret:NAME:KEY.',
    };
  }
  const tracing = fieldsAt(values, 'external_services.tracing');
  if (tracing['enabled'] === false || (tracing['provider'] ?? 'jaeger') !== 'jaeger') return;
  for (const key of ['in_cluster_url', 'internal_url']) {
    const [, port] = /:(\d+)(?:\/|$)/.exec(textAt(tracing, key) ?? '') ?? [];
    const grpc = tracing['use_grpc'] !== false;
    if ((port !== '16686' || !grpc) && (port !== '16685' || grpc)) continue;
    yield {
      path: `external_services.tracing.${key}`,
      severity: 'error',
      message: `Kiali asks port ${port} by ${grpc ? `gRPC (use_grpc${tracing['use_grpc'] === undefined ? ', the default' : ''})` : 'HTTP'}, and Jaeger serves ${grpc ? 'its page' : 'gRPC'} there`,
      why: 'Every question for traces fails: Kiali shows "Error fetching traces", and no trace beside its graph.',
      fix: grpc ? 'Ask port 16685, or set use_grpc: false.' : 'Ask port 16686, or set use_grpc: true.',
    };
  }
}

const MODES = [
  'SingleBinary',
  'Monolithic',
  'SimpleScalable',
  'Distributed',
  'SingleBinary<->SimpleScalable',
  'SimpleScalable<->Distributed',
];
/** Words that the chart of Loki compares, and places that must be the same. */
export function* lokiWords({ values }: Given): Iterable<WrongSetting> {
  const mode = textAt(values, 'deploymentMode');
  if (mode !== undefined && !MODES.includes(mode)) {
    const near = nearName(mode, MODES) ?? MODES.find((each) => each.toLowerCase() === mode.replace(/[-_ ]/g, '').toLowerCase());
    yield {
      path: 'deploymentMode',
      severity: 'error',
      message: `deploymentMode is ${mode}, which is none of SingleBinary, SimpleScalable, Distributed`,
      why: 'The chart compares the word as it stands: no part of Loki is rendered.',
      fix: near === undefined ? 'Write SingleBinary for one pod.' : `Did you mean "${near}"?`,
    };
  }
  for (const key of LOKI_NUMBERS) {
    const value = at(values, `loki.limits_config.${key}`);
    if (typeof value !== 'string' || /^\d+(\.\d+)?$/.test(value) || value.includes('{{')) continue;
    yield {
      path: `loki.limits_config.${key}`,
      severity: 'error',
      message: `loki.limits_config.${key} is "${value}", and Loki reads a number`,
      why: 'Loki refuses its configuration: the pods crash in a loop.',
      fix: `Write ${/^\d+/.exec(value)?.[0] ?? 'a number'}${key.endsWith('_mb') ? '; it is in megabytes' : ''}.`,
    };
  }
  const type = textAt(values, 'loki.storage.type');
  const configs = itemsAt(values, 'loki.schemaConfig.configs');
  const store = textAt(configs.at(-1), 'object_store');
  if (type === undefined || store === undefined || (type === 'filesystem') === (store === 'filesystem')) return;
  // Stores that are written out by name stand beside the type.
  if (
    at(values, 'loki.storage_config.named_stores') !== undefined ||
    at(values, `loki.storage_config.${store === 's3' ? 'aws' : store}`) !== undefined
  )
    return;
  yield {
    path: `loki.schemaConfig.configs[${configs.length - 1}].object_store`,
    severity: 'error',
    message: `the schema writes to ${store}, and loki.storage.type is ${type}`,
    why: `The chart configures ${type} only: ${store === 'filesystem' ? 'chunks lie in the container and go with it' : `Loki asks ${store} without a bucket or keys, and every write fails`}.`,
    fix: `Write object_store: ${type}, or loki.storage.type: ${store}.`,
  };
}

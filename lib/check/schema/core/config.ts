import { fieldsAt, textAt, type Fields } from '../../read.ts';
import { byteSize, configKey, type FieldsJudge, type ValueJudge } from '../judges.ts';
import type { Report } from '../problem.ts';

/** Most that a ConfigMap or Secret holds. Unit: bytes. */
export const CONFIG_MAX = 1024 * 1024;

export const configValues: Readonly<Record<string, ValueJudge>> = {};

/** Keys that a type of Secret must have. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

export const configChecks: Readonly<Record<string, FieldsJudge>> = {
  'core.v1.ConfigMap': (value, _, report) => {
    keysFit(value, ['data', 'binaryData'], 'ConfigMap', report);
    for (const key of Object.keys(fieldsAt(value, 'data'))) {
      if (!Object.hasOwn(fieldsAt(value, 'binaryData'), key)) continue;
      const message = `the key "${key}" stands in data and in binaryData`;
      report({ sort: 'value', path: `binaryData["${key}"]`, message, fix: 'Keep one of them.' });
    }
  },
  'core.v1.Secret': (value, _, report) => {
    keysFit(value, ['data', 'stringData'], 'Secret', report);
    const type = textAt(value, 'type') ?? 'Opaque';
    const data = { ...fieldsAt(value, 'data'), ...fieldsAt(value, 'stringData') };
    for (const key of KEYS[type] ?? []) {
      if (Object.hasOwn(data, key)) continue;
      report({
        sort: 'missing',
        path: 'data',
        message: `a Secret of type ${type} needs the key ${key}`,
        fix: 'Add the key, or use the type Opaque.',
      });
    }
  },
};

function keysFit(value: Fields, maps: readonly string[], kind: string, report: Report): void {
  let size = 0;
  for (const map of maps) {
    const entries = fieldsAt(value, map);
    for (const key of Object.keys(entries)) configKey(key, `${map}[${JSON.stringify(key)}]`, report);
    size += byteSize(entries);
  }
  if (size <= CONFIG_MAX) return;
  report({
    sort: 'length',
    path: maps[0] ?? '',
    message: `the ${kind} has ${size} bytes, at most ${CONFIG_MAX} are taken`,
    fix: 'Split it.',
  });
}

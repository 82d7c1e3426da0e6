import { illTypedValues, unknownKeys } from './chart-keys.ts';

/** Some keys of real charts, as the generator of imports/charts/ writes them. */
const cilium = {
  keys: JSON.stringify({
    hubble: { tls: { auto: { enabled: 'boolean', method: 'string' } } },
    kubeProxyReplacement: 'string',
    operator: { podDisruptionBudget: { maxUnavailable: 'integer string', minAvailable: 'integer string' } },
  }),
};
const istiod = {
  keys: JSON.stringify({
    autoscaleEnabled: 'boolean',
    autoscaleMax: 'integer',
    base: { validationURL: 'any' },
    extraContainerArgs: 'array',
    meshConfig: { '': 'open object', enablePrometheusMerge: 'boolean' },
    pilot: { traceSampling: 'number' },
  }),
};
const minio = { keys: JSON.stringify({ resources: { '': 'open object', requests: { memory: 'string' } } }) };
const argoCd = { keys: JSON.stringify({ configs: { cm: { '': 'open object', 'admin.enabled': 'boolean' } } }) };

const unknown: Record<string, { chart: { keys: string }; values: unknown; says: unknown }> = {
  'a slip of the finger': {
    chart: cilium,
    values: { kubeProxyReplacment: false },
    says: [{ path: 'kubeProxyReplacment', nearest: 'kubeProxyReplacement' }],
  },
  'a slip three levels down': {
    chart: cilium,
    values: { hubble: { tls: { auto: { metod: 'cronJob' } } } },
    says: [{ path: 'hubble.tls.auto.metod', nearest: 'hubble.tls.auto.method' }],
  },
  'the right name in the wrong place': {
    chart: istiod,
    values: { autoscaleEnable: true, validationURL: 'x' },
    says: [
      { path: 'autoscaleEnable', nearest: 'autoscaleEnabled' },
      { path: 'validationURL', nearest: 'base.validationURL' },
    ],
  },
  'a name with dots': {
    chart: argoCd,
    values: { 'configs.cm': {} },
    says: [{ path: '["configs.cm"]', nearest: 'configs' }],
  },
  'a name that every JavaScript object has': {
    chart: istiod,
    values: { constructor: 1, toString: 2 },
    says: [{ path: 'constructor' }, { path: 'toString' }],
  },
  'a name like nothing in the chart': { chart: istiod, values: { zzzzzz: {} }, says: [{ path: 'zzzzzz' }] },
};

test.each(Object.entries(unknown))('names the nearest real key: %s', (_, { chart, values, says }) => {
  expect(unknownKeys(chart, values)).toEqual(says);
});

const accepted: Record<string, { chart: { keys: string }; values: unknown }> = {
  'nothing at all': { chart: istiod, values: {} },
  'any key of a free-form map': { chart: istiod, values: { meshConfig: { accessLogFile: '/dev/stdout', x: { y: 1 } } } },
  'a key beside a default below a free-form map': {
    chart: minio,
    values: { resources: { requests: { memory: '1Gi', cpu: '100m' }, limits: { memory: '1Gi' } } },
  },
  'a key that has a default in a free-form map, and one that has none': {
    chart: argoCd,
    values: { configs: { cm: { 'admin.enabled': false, 'resource.customizations': 'x' } } },
  },
  'null, with which Helm removes a default': { chart: istiod, values: { autoscaleEnabled: null } },
  'either of two types': { chart: cilium, values: { operator: { podDisruptionBudget: { maxUnavailable: '50%', minAvailable: 1 } } } },
};

test.each(Object.entries(accepted))('accepts %s', (_, { chart, values }) => {
  expect([unknownKeys(chart, values), illTypedValues(chart, values)]).toEqual([[], []]);
});

test('says which types a chart takes where a value has another', () => {
  const values = {
    autoscaleEnabled: 'yes',
    autoscaleMax: 2.5,
    pilot: { traceSampling: 1 },
    base: 3,
    meshConfig: [],
    extraContainerArgs: { a: 1 },
  };

  expect(illTypedValues(istiod, values)).toEqual([
    { path: 'autoscaleEnabled', found: 'string', allowed: 'boolean' },
    { path: 'autoscaleMax', found: 'number', allowed: 'integer' },
    { path: 'base', found: 'integer', allowed: 'object' },
    { path: 'meshConfig', found: 'array', allowed: 'object' },
    { path: 'extraContainerArgs', found: 'object', allowed: 'array' },
  ]);
});

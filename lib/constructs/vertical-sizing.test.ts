import { Quantity } from '../values/quantity.ts';
import { refusal, SMALL, Testing } from './testing.ts';
import { type Resizing, VerticalSizing } from './vertical-sizing.ts';

const MOST = { cpu: Quantity.parse('150m'), memory: Quantity.parse('96Mi') };

function sized(resizing: Resizing, most = MOST) {
  const chart = Testing.chart();
  new VerticalSizing(chart, 'Sizing', {
    name: 'loki',
    namespace: 'monitoring',
    target: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'loki' },
    container: 'loki',
    resources: SMALL,
    most,
    resizing,
  });
  return Testing.synth(chart)[0]?.['spec'];
}

test('sizes the requests of one container between what it asks for and a limit, and single pods too', () => {
  const chart = Testing.chart();

  new VerticalSizing(chart, 'Sizing', {
    name: 'loki',
    namespace: 'monitoring',
    target: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'loki' },
    container: 'loki',
    resources: SMALL,
    most: { cpu: Quantity.parse('150m'), memory: Quantity.parse('96Mi') },
    resizing: 'in-place',
  });

  expect(Testing.synth(chart)[0]?.['spec']).toEqual({
    targetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'loki' },
    updatePolicy: { updateMode: 'InPlaceOrRecreate', minReplicas: 1 },
    resourcePolicy: {
      containerPolicies: [
        {
          containerName: 'loki',
          controlledValues: 'RequestsOnly',
          minAllowed: { cpu: '100m', memory: '64Mi' },
          maxAllowed: { cpu: '150m', memory: '96Mi' },
        },
        { containerName: '*', mode: 'Off' },
      ],
    },
  });
});

test.each([
  ['in-place', 'InPlaceOrRecreate'],
  ['recreate', 'Recreate'],
  ['never', 'Off'],
] as const)('%s is the mode %s, and never the deprecated Auto', (resizing, mode) => {
  expect(sized(resizing).updatePolicy.updateMode).toBe(mode);
});

test.each([
  ['less than the container asks for', { ...MOST, memory: Quantity.parse('32Mi') }],
  ['more than the container may use', { ...MOST, cpu: Quantity.parse('2') }],
])('refuses to give %s', (_, most) => {
  expect(refusal(() => sized('in-place', most))).toContain('a recommendation would not be taken');
});

import { Quantity } from '../values/quantity.ts';
import { type Autoscaling, scaleRollout } from './autoscaling.ts';
import { Pods, refusal, SCALING, Testing } from './testing.ts';

function scaled(scaling: Partial<Autoscaling> = {}): ReturnType<typeof Testing.synth> {
  const chart = Testing.chart();
  scaleRollout(new Pods(chart, 'api'), { ...SCALING, ...scaling });
  return Testing.synth(chart);
}

const target = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'api' };

test('one autoscaler acts on the number of pods, the other only advises on their size', () => {
  const objects = scaled({ podMetric: { name: 'received_bytes', average: Quantity.parse('300k') } });

  expect(objects).toEqual([
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'api-hpa', namespace: 'shop' },
      spec: {
        scaleTargetRef: target,
        minReplicas: 2,
        maxReplicas: 4,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
          { type: 'Pods', pods: { metric: { name: 'received_bytes' }, target: { type: 'AverageValue', averageValue: '300k' } } },
        ],
        behavior: { scaleUp: { stabilizationWindowSeconds: 60 }, scaleDown: { stabilizationWindowSeconds: 300 } },
      },
    },
    {
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: { name: 'api-vpa', namespace: 'shop' },
      spec: {
        targetRef: target,
        updatePolicy: { updateMode: 'Off' },
        resourcePolicy: {
          containerPolicies: [
            { containerName: 'api', minAllowed: { cpu: '50m', memory: '32Mi' }, maxAllowed: { cpu: '1', memory: '1Gi' } },
          ],
        },
      },
    },
  ]);
});

test('needs no metric but the processor', () => {
  expect(scaled()[0]?.['spec'].metrics).toHaveLength(1);
});

test.each([
  ['a maximum below the minimum', { min: 3, max: 2 }, 'replicas are 3 to 2'],
  ['no pod at all', { min: 0, max: 2 }, 'replicas are 0 to 2'],
])('refuses %s', (_, replicas, what) => {
  expect(refusal(() => scaled({ replicas }))).toBe(
    `test/api: ${what}. Let the maximum be at least the minimum, and the minimum at least 1.`,
  );
});

test('a number that never changes is a range, too', () => {
  expect(scaled({ replicas: { min: 1, max: 1 } })[0]?.['spec']).toMatchObject({ minReplicas: 1, maxReplicas: 1 });
});

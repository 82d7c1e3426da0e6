import { PriorityClass } from './priority-class.ts';
import { refusal, Testing } from './testing.ts';

test('exists before the pods that name it', () => {
  const chart = Testing.chart();

  new PriorityClass(chart, 'Database', { name: 'database', value: 1000, description: 'Databases: nothing works without them.' });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'database', annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
      value: 1000,
      description: 'Databases: nothing works without them.',
    },
  ]);
});

test.each([0, 1.5, 1_000_000_001])('refuses the value %d', (value) => {
  const made = (): unknown => new PriorityClass(Testing.chart(), 'Class', { name: 'x', value, description: '' });

  expect(refusal(made)).toBe(
    `test/Class: the value is ${value}, a class of one's own takes 1 to 1000000000: above stand the system's classes. Choose a smaller value.`,
  );
});

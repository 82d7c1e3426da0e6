import { inGuide, isGuide } from './guides.ts';

test.each([
  ['docs/install.md', true],
  ['README.markdown', true],
  ['docs/install.yaml', false],
  [undefined, false],
])('%s is a guide: %s', (file, expected) => {
  expect(isGuide(file)).toBe(expected);
});

test.each([
  ['route-backend-exists', 'Name a Service that exists.', 'info'],
  ['route-backend-exists', 'Did you mean "shop-api"?', 'error'],
  ['service-selects-pods', 'Copy the labels of the workload into the selector.', 'info'],
  ['runtime-state-left-out', 'Remove status.', 'info'],
  ['schema-valid', 'Write a number.', 'error'],
  ['api-removed', 'Write networking.k8s.io/v1.', 'error'],
] as const)('in a guide %s with "%s" is worth %s', (rule, fix, severity) => {
  expect(inGuide(rule, 'error', fix)).toBe(severity);
});

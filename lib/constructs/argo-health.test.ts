import { WAITING_WAVES } from './argo-health.ts';

test('an Application is as healthy as it says, so that waves of Applications wait', () => {
  expect(WAITING_WAVES['resource.customizations.health.argoproj.io_Application']).toContain('hs.status = obj.status.health.status');
});

test('a Service is healthy whether or not it has an address, so that no wave waits for a later one', () => {
  const judgement = WAITING_WAVES['resource.customizations.health.Service'];

  expect(judgement).toContain('"Healthy"');
  expect(judgement).not.toContain('obj');
});

import { DeliveryError } from '../errors.ts';
import { systemError } from './system-error.ts';

test('what the system refuses is said in our words', () => {
  const error = systemError('k8s.git', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));

  expect(error).toEqual(new DeliveryError('k8s.git', 'the disk is full', 'Free some space and run again.'));
});

test.each([[new TypeError('a bug of ours')], [Object.assign(new Error('odd'), { code: 'constructor' })], [undefined]])(
  '%s stays what it is',
  (error) => {
    expect(systemError('k8s.git', error)).toBe(error);
  },
);

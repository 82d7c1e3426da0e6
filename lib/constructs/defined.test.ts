import { defined } from './defined.ts';

test('leaves out what is undefined and keeps everything else, however empty', () => {
  const given = { name: 'web', command: undefined, args: [], labels: {}, replicas: 0, paused: false, note: '', owner: null };

  const result = defined(given);

  expect(Object.keys(result)).toEqual(['name', 'args', 'labels', 'replicas', 'paused', 'note', 'owner']);
  expect(result).toStrictEqual({ name: 'web', args: [], labels: {}, replicas: 0, paused: false, note: '', owner: null });
});

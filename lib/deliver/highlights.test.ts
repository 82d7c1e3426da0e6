import type { ObjectForecast } from './forecast.ts';
import { highlights } from './highlights.ts';

const restart = (object: string, cluster = 'c'): ObjectForecast => ({
  path: '',
  cluster,
  object,
  effects: [{ does: 'restart', says: `restart the pods of ${object} one after the other` }],
});

test('the same about three objects is said three times, about four once', () => {
  const three = ['a', 'b', 'c'].map((name) => restart(`Deployment n/${name}`));

  expect(highlights(three).map(({ says }) => says)).toEqual(three.map(({ object }) => `restart the pods of ${object} one after the other`));
  expect(highlights([...three, restart('Deployment n/d', 'e')])).toEqual([
    {
      does: 'restart',
      says: 'restart the pods of Deployment n/a and 3 more objects one after the other',
      clusters: ['c', 'e'],
      deed: true,
    },
  ]);
});

test('the same object of several clusters is one', () => {
  const made = highlights(['e', 'c', 'd', 'f'].map((cluster) => restart('Deployment n/a', cluster)));

  expect(made.map(({ says, clusters }) => [says, clusters])).toEqual([
    ['restart the pods of Deployment n/a one after the other', ['c', 'd', 'e', 'f']],
  ]);
});

test('what is risky comes first', () => {
  const risky: ObjectForecast = {
    path: '',
    cluster: 'c',
    object: 'PersistentVolumeClaim n/x',
    effects: [{ does: 'note', says: 'the data of PersistentVolumeClaim n/x is deleted', risk: 'data-loss' }],
  };

  expect(highlights([restart('Deployment n/a'), risky]).map(({ risk, deed }) => [risk, deed])).toEqual([
    ['data-loss', false],
    [undefined, true],
  ]);
});

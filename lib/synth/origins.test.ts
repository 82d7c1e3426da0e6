import { ApiObject, App, Chart } from 'cdk8s';
import { recordOrigins } from './origins.ts';

function twoObjects(): void {
  const chart = new Chart(new App(), 'blog', { disableResourceNameHashes: true });
  new ApiObject(chart, 'A', { apiVersion: 'v1', kind: 'ConfigMap' });
  new ApiObject(chart, 'B', { apiVersion: 'v1', kind: 'ConfigMap' });
}

test('notes for every construct the calls that made it', () => {
  const origins = recordOrigins(twoObjects);

  const here = ['blog', 'blog/A', 'blog/B'].map((path) => origins.get(path)?.find(({ file }) => file.endsWith('origins.test.ts'))?.line);
  expect(here).toEqual([5, 6, 7]);
});

test('leaves constructs as they were, also when the work fails', () => {
  const limit = Error.stackTraceLimit;

  expect(() =>
    recordOrigins(() => {
      throw new Error('no such chart');
    }),
  ).toThrow('no such chart');

  expect(Error.stackTraceLimit).toBe(limit);
  expect(recordOrigins(() => undefined).size).toBe(0);
});

import { NearNames } from './near-names.ts';

const many = Array.from({ length: 300 }, (_, index) => `worker-${index}-queue`);

test.each([
  ['a slip of the finger', ['web', 'mysql'], 'mysqll', 'mysql'],
  ['a word left out', ['mysql-service', 'web'], 'mysql', 'mysql-service'],
  ['a word too many', ['mysql', 'web'], 'mysql-headless', 'mysql'],
  ['the release in front', ['blog-grafana', 'web'], 'grafana', 'blog-grafana'],
  ['what operators make is meant by nobody', ['prometheus-operated', 'prometheus-main'], 'prometheus', 'prometheus-main'],
  ['nothing like it', ['mysql', 'web'], 'tempo', undefined],
  ['itself is not near', ['web'], 'web', undefined],
  ['among many, one with the same beginning', [...many, 'mysql-service'], 'mysql', 'mysql-service'],
  ['among many, one with the same end', [...many, 'blog-grafana'], 'grafana', 'blog-grafana'],
])('%s', (_, names, name, near) => {
  expect(new NearNames(names).near(name)).toBe(near);
});

test('names are counted once', () => {
  const names = new NearNames(['web', 'web', 'db']);

  expect([names.size, names.has('web'), names.has('mail')]).toEqual([2, true, false]);
});

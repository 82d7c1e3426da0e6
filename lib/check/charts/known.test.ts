import { readdirSync } from 'node:fs';
import { knownCharts, knownReleases, repositoriesOf } from './known.ts';

test.each([
  ['the very release', 'argo-cd', '7.7.23', ['7.7.23', '5.47.0', '10.1.1'], true],
  ['one with a v', 'cert-manager', '1.19.6', ['v1.19.6', 'v1.21.1'], true],
  ['the nearest', 'argo-cd', '9.0.0', ['10.1.1', '7.7.23', '5.47.0'], false],
  ['the newest where none is stated', 'loki', undefined, ['18.11.0', '6.46.0', '6.25.1'], false],
  ['a chart that nobody knows', 'acme', '1.0.0', [], false],
])('releases of a chart, nearest first: %s', (_, chart, version, versions, exact) => {
  const found = knownReleases(chart, version);

  expect([found.map((each) => each.version), found[0]?.exact ?? false]).toEqual([versions, exact]);
});

test('every release that is listed can be read', () => {
  const files = readdirSync('imports/charts/known').filter((name) => name !== 'index.json');

  const read = [...knownCharts().keys()].flatMap((chart) => knownReleases(chart, undefined).map(({ keys }) => typeof keys));

  expect(read).toEqual(files.map(() => 'object'));
});

test('a chart that moved has two repositories', () => {
  expect(repositoriesOf('tempo')).toEqual(['https://grafana.github.io/helm-charts', 'https://grafana-community.github.io/helm-charts']);
});

import fc from 'fast-check';
import { keyFaults } from './key-faults.ts';
import { knownCharts, knownReleases, type KeyList, type KnownChart } from './known.ts';
import { settingsOf } from './settings.ts';

const release = (keys: KeyList): KnownChart => ({ name: 'lamp', version: '1.0.0', repository: '', keys, exact: true });
const LAMP: KeyList = {
  bulb: { watts: 'integer', enabled: 'boolean', labels: 'object' },
  service: { '': 'open object', port: 'integer' },
  sidecar: { shade: { color: 'string' } },
  stand: 'array',
};

test.each<[string, unknown, readonly unknown[]]>([
  ['what the chart has', { bulb: { watts: 5, labels: { any: { thing: 1 } } }, service: { other: { a: 1 } } }, []],
  ['null, which removes a default', { bulb: null, nothing: null }, []],
  ['an anchor for YAML', { 'x-common': { a: 1 }, _more: 1, '.hidden': 1 }, []],
  ['a slip', { bulb: { wats: 5 } }, [{ what: 'unknown', path: 'bulb.wats', name: 'wats', near: 'watts', elsewhere: [], wrapped: false }]],
  [
    'a value that belongs elsewhere',
    { shade: { color: 'red' } },
    [{ what: 'unknown', path: 'shade', name: 'shade', near: undefined, elsewhere: ['sidecar.shade'], wrapped: false }],
  ],
  [
    'values under the name of the chart',
    { lamp: { bulb: { watts: 5 } } },
    [{ what: 'unknown', path: 'lamp', name: 'lamp', near: undefined, elsewhere: [], wrapped: true }],
  ],
  ['a list where a number is', { bulb: { watts: [] } }, [{ what: 'type', path: 'bulb.watts', found: 'a list', wanted: 'integer' }]],
  ['a map where a list is', { stand: { a: 1 } }, []],
  ['a switch in quotes', { bulb: { enabled: 'no' } }, [{ what: 'type', path: 'bulb.enabled', found: 'the text "no"', wanted: 'boolean' }]],
])('judges values: %s', (_, values, expected) => {
  expect([...keyFaults(values, [release(LAMP)])]).toEqual(expected);
});

test('a key that another release has is no mistake', () => {
  expect([...keyFaults({ bulb: { wats: 5 } }, [release(LAMP), release({ bulb: { wats: 'integer' } })])]).toEqual([]);
});

test('never throws, whatever the values are', () => {
  const charts = [...knownCharts().keys()];
  const given = { uses: () => true, defines: () => false, has: () => false };
  fc.assert(
    fc.property(
      fc.constantFrom(...charts),
      fc.integer({ min: 0, max: 9 }),
      fc.jsonValue(),
      fc.array(fc.nat()),
      (chart, major, value, picks) => {
        const names = Object.keys(knownReleases(chart, undefined)[0]?.keys ?? {});
        const values = Object.fromEntries(picks.map((pick) => [names[pick % names.length] ?? '', value]));

        const faults = [...keyFaults(values, knownReleases(chart, undefined))];
        const wrong = [...settingsOf({ chart, values, major, ...given })];

        return faults.length + wrong.length >= 0;
      },
    ),
  );
});

import fc from 'fast-check';
import { compareTags, tagScheme } from './image-tag.ts';
import type { TagOrder } from './image-tag.ts';

const cases: readonly (readonly [string, string, TagOrder])[] = [
  ['v84', 'v85', 'newer'],
  ['v84', 'v100', 'newer'],
  ['v85', 'v84', 'older'],
  ['v84', 'v84', 'same'],
  ['v84', 'v8', 'older'],
  ['v84', '85', 'other'],
  ['v84', 'v85.1', 'other'],
  ['8.0', '8.4', 'newer'],
  ['8.0', '8.0.36', 'other'],
  ['8.0.9', '8.0.36', 'newer'],
  ['v1.2.3', 'v1.3.0-rc.1', 'newer'],
  ['v1.3.0-rc.1', 'v1.3.0-rc.2', 'newer'],
  ['v1.3.0-beta.9', 'v1.3.0-rc.1', 'newer'],
  ['v1.3.0-rc.10', 'v1.3.0', 'newer'],
  ['v1.3.0', 'v1.3.0-rc.10', 'older'],
  ['v1.3.0rc1', 'v1.3.0rc2', 'newer'],
  ['15.8-alpine', '15.9-alpine', 'newer'],
  ['15.8-alpine', '15.9', 'other'],
  ['15.8-alpine3.19', '15.8-alpine3.20', 'newer'],
  ['20260131', '20260201', 'newer'],
  ['2026-01-31', '2026-01-30', 'older'],
  ['build-9', 'build-10', 'newer'],
  ['release-9', 'build-10', 'other'],
  ['3f2c9ad', '81be0d4', 'unknown'],
  ['3f2c9ad', '3f2c9ad', 'same'],
  ['sha-3f2c9ad', 'sha-81be0d4', 'unknown'],
  ['sha-3f2c9ad', 'sha-8180044', 'unknown'],
  ['8180044', '3f2c9ad', 'unknown'],
  ['sha-3f2c9ad', '81be0d4', 'other'],
  ['v84', '3f2c9ad', 'other'],
  ['20260131-3f2c9ad', '20260201-01be0d4', 'newer'],
  ['20260131-3f2c9ad', '20260131-01be0d4', 'unknown'],
  ['v1.2.3-5-g3f2c9ad', 'v1.2.3-7-g81be0d4', 'newer'],
  ['1.02', '1.2', 'unknown'],
];

test.each(cases)('after %s, %s is %s', (current, next, order) => {
  expect(compareTags(current, next)).toBe(order);
});

test.each([
  ['v84', 'v#'],
  ['15.8-alpine3.19', '#.#-alpine#.#'],
  ['v1.3.0-rc.1', 'v#.#.#'],
  ['sha-3f2c9ad', 'sha-<commit>'],
])('%s is written as %s', (tag, scheme) => {
  expect(tagScheme(tag)).toBe(scheme);
});

test('what is newer one way is older the other way', () => {
  const tag = fc.stringMatching(/^v?\d{1,4}(\.\d{1,3}){0,3}(-(rc|beta)\.\d{1,2})?(-alpine)?$/);
  const opposite: Readonly<Record<TagOrder, TagOrder>> = {
    newer: 'older',
    older: 'newer',
    same: 'same',
    other: 'other',
    unknown: 'unknown',
  };

  fc.assert(fc.property(tag, tag, (a, b) => expect(compareTags(b, a)).toBe(opposite[compareTags(a, b)])));
});

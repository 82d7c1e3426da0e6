import { BLOG } from './blog.ts';
import { findingsOf } from './mistake.ts';

test('nothing is said against the repository as it is meant to be', () => {
  const findings = findingsOf(BLOG, true);

  const loud = findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, file, message }) => `${rule}: ${file ?? ''}: ${message}`);
  expect(loud).toEqual([]);
});

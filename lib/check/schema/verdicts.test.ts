import { Everywhere } from '../everywhere.ts';
import { World } from '../world.ts';
import { problemsOf } from './problems.ts';
import { verdictCases } from './verdict-cases.ts';
import verdicts from './verdicts.json';

// verdicts.json is what the API servers 1.31.4 and 1.35.4 said, with the definitions of imports/openapi and strict validation; both agree.
const world = new World([], new Set(), { kubernetes: 'v1.31.4' }, new Everywhere([]));

test('the table has a verdict for every case', () => {
  expect(verdictCases().map(({ title }) => title)).toEqual(Object.keys(verdicts));
});

test.each(verdictCases().map((each) => [each.title, each.object] as const))('says of %s what the API server said', (title, object) => {
  const problems = problemsOf({ object }, world);

  // A field unknown to a definition is a warning: the cluster may have another release of it.
  const refused = problems.some(({ sort, severity = 'error' }) => severity === 'error' || sort === 'unknown');
  expect({ refused, problems }).toEqual({ refused: (verdicts as Record<string, string>)[title] === 'refused', problems });
});

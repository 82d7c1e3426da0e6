import { findingsOf } from './mistake.ts';
import { repository } from './prod-repository.ts';

test('nothing is said against the repository itself, but that one of its charts is given up', () => {
  const findings = findingsOf(repository, true);

  const loud = findings.filter(({ severity }) => severity !== 'info');
  expect(loud.map(({ rule, file, message }) => `${rule}: ${file ?? ''}: ${message}`)).toEqual([
    'helm-chart-maintained: argocd/applications/promtail.yaml: chart promtail 6.16.6 of release promtail is not maintained: it is marked deprecated',
  ]);
});

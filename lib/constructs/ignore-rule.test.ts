import { Construct } from 'constructs';
import { type IgnoreRule, ignoreRulesBelow, type RewrittenAtRunTime } from './ignore-rule.ts';
import { Testing } from './testing.ts';

class Rewritten extends Construct implements RewrittenAtRunTime {
  readonly ignoreRules: readonly IgnoreRule[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.ignoreRules = [{ group: 'apps', kind: 'Deployment', name: id, jsonPointers: ['/spec/replicas'] }];
  }
}

test('finds the rules of all constructs below, in the order of the tree', () => {
  const chart = Testing.chart();
  new Rewritten(new Construct(chart, 'Site'), 'web');
  new Construct(chart, 'Quiet');
  new Rewritten(chart, 'api');

  const names = ignoreRulesBelow(chart).map(({ name }) => name);

  expect(names).toEqual(['web', 'api']);
});

test('says nothing where nothing is rewritten', () => {
  expect(ignoreRulesBelow(Testing.chart())).toEqual([]);
});

import { parse } from 'yaml';
import { all, any, endsWith, equals, falcoRulesFile, type FalcoRule, isIn, macro, not } from './falco-rule.ts';

const editors = { list: 'editors', items: ['vi', 'nano'] };

const RULE: FalcoRule = {
  rule: 'Editor in Container',
  desc: 'Somebody edits by hand what an image should bring.',
  condition: all(macro('spawned_process'), macro('container'), isIn('proc.name', editors)),
  output: 'An editor was started',
  fields: { process: 'proc.name', parent: 'proc.pname' },
  priority: 'NOTICE',
  tags: ['container'],
};

test('a rules file holds the lists of its rules, then the rules', () => {
  const file = falcoRulesFile({ rules: [RULE] });

  expect(parse(file)).toEqual([
    { list: 'editors', items: ['vi', 'nano'] },
    {
      rule: 'Editor in Container',
      desc: 'Somebody edits by hand what an image should bring.',
      condition: 'spawned_process and container and proc.name in (editors)',
      output: 'An editor was started (process=%proc.name parent=%proc.pname)',
      priority: 'NOTICE',
      tags: ['container'],
    },
  ]);
});

test('a list that two conditions name stands in the file once, before both', () => {
  const file = falcoRulesFile({
    replace: { user_known_read_sensitive_files_activities: not(isIn('proc.name', editors)) },
    rules: [RULE],
  });

  expect((parse(file) as object[]).map((entry) => Object.keys(entry)[0])).toEqual(['list', 'macro', 'rule']);
});

test("Falco's own lists grow and its macros change by overrides that say so", () => {
  const file = falcoRulesFile({
    extend: { sensitive_file_names: ['/etc/passwd'] },
    replace: { user_known_read_sensitive_files_activities: equals('fd.name', '/etc/passwd') },
    rules: [],
  });

  expect(parse(file)).toEqual([
    { list: 'sensitive_file_names', items: ['/etc/passwd'], override: { items: 'append' } },
    { macro: 'user_known_read_sensitive_files_activities', condition: 'fd.name = /etc/passwd', override: { condition: 'replace' } },
  ]);
});

const a = equals('proc.name', 'a');
const b = endsWith('proc.exepath', '/b');

test.each([
  [all(a, any(a, b)), 'proc.name = a and (proc.name = a or proc.exepath endswith /b)'],
  [any(all(a, b), a), '(proc.name = a and proc.exepath endswith /b) or proc.name = a'],
  [not(all(a, b)), 'not (proc.name = a and proc.exepath endswith /b)'],
  [not(not(a)), 'not not proc.name = a'],
  [all(any(a)), 'proc.name = a'],
  [equals('proc.cmdline', 'sh -c "x"'), 'proc.cmdline = "sh -c \\"x\\""'],
])('conditions nest with the parentheses they need: %#', (condition, text) => {
  expect(condition.text).toBe(text);
});

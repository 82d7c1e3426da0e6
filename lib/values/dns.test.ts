import fc from 'fast-check';
import { dnsLabelProblem, dnsSubdomainProblem, isDnsLabel, isDnsSubdomain } from './dns.ts';

test.each([
  ['blog-system', true, true],
  ['8ball', true, true],
  ['jiminhome.shop', false, true],
  ['Blog', false, false],
  ['-blog', false, false],
  ['blog-', false, false],
  ['a..b', false, false],
  ['', false, false],
  ['a'.repeat(63), true, true],
  ['a'.repeat(64), false, true],
  ['a'.repeat(254), false, false],
])('%p: label %p, name %p', (text, label, name) => {
  expect([isDnsLabel(text), isDnsSubdomain(text), dnsLabelProblem(text) === undefined, dnsSubdomainProblem(text) === undefined]).toEqual([
    label,
    name,
    label,
    name,
  ]);
});

test('offers the name that was meant where there is one', () => {
  expect(
    [dnsLabelProblem('Blog System'), dnsSubdomainProblem('_'), dnsSubdomainProblem('K8s_CP.local')].map((problem) => problem?.fix),
  ).toEqual(['Write "blog-system".', 'Choose a name of that form.', 'Write "k8s-cp.local".']);
});

test('offers only names that it would take', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const offered = /^Write "(.*)"\.$/.exec(dnsLabelProblem(text)?.fix ?? '')?.[1];
      expect(offered === undefined || isDnsLabel(offered)).toBe(true);
    }),
  );
});

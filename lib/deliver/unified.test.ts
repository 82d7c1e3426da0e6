import { unifiedDiff } from './unified.ts';

test('shows a changed line among its neighbours', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  const after = 'a\nb\nc\nd\nE\nf\ng\nh\n';

  const text = unifiedDiff({ path: 'homelab/x.yaml', before, after }, 2);

  expect(text).toBe('--- a/homelab/x.yaml\n+++ b/homelab/x.yaml\n@@ -3,5 +3,5 @@\n c\n d\n-e\n+E\n f\n g\n');
});

test.each([
  ['a new file', undefined, 'a\n', '--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n'],
  ['a removed file', 'a\n', undefined, '--- a/x\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n'],
  ['a new file of many lines', undefined, 'a\n'.repeat(3000), `--- /dev/null\n+++ b/x\n@@ -0,0 +1,3000 @@\n${'+a\n'.repeat(3000)}`],
  ['a new file without an end', undefined, 'a\n\nb', '--- /dev/null\n+++ b/x\n@@ -0,0 +1,3 @@\n+a\n+\n+b\n\\ No newline at end of file\n'],
  ['a last line without its end', 'a\n', 'a', '--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n'],
  ['no difference', 'a\n', 'a\n', ''],
])('shows %s', (_title, before, after, text) => {
  expect(unifiedDiff({ path: 'x', before, after })).toBe(text);
});

test('says of a file without likeness that it was rewritten, instead of comparing for minutes', () => {
  const text = (word: string): string => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}\n`).join('');

  const diff = unifiedDiff({ path: 'x', before: text('old'), after: text('new') });

  expect(diff).toBe('--- a/x\n+++ b/x\n# rewritten: 20000 lines become 20000\n');
});

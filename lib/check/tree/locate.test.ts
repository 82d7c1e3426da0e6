import { Locator } from './locate.ts';

const text = `---
# who made this
apiVersion: v1
data:
  a.b: |
    x: 1
    y:
      z: 3
spec:
  containers:
    - name: a
    - name: b
      image: c
on: 1
`;

test.each([
  ['', 12],
  ['data["a.b"]', 14],
  ['data["a.b"].y.z', 17],
  ['spec.containers', 19],
  ['spec.containers[1]', 21],
  ['spec.containers[1].image', 22],
  ['on', 23],
])('%s stands on line %i', (path, line) => {
  expect(new Locator().lineOf({ text, line: 10 }, path)).toBe(line);
});

test.each([
  ['spec.containers[5].image', 19],
  ['spec.replicas', 18],
  ['status.phase', 12],
])('what is not written is looked for where it would stand: %s', (path, line) => {
  expect(new Locator().lineOf({ text, line: 10 }, path)).toBe(line);
});

test('JSON has lines, too', () => {
  expect(new Locator().lineOf({ text: '{"a": {\n  "b": [1,\n  2]}}', line: 1 }, 'a.b[1]')).toBe(3);
});

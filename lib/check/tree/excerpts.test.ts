import type { Draft } from './drafts.ts';
import { isExcerpt, withoutCases } from './excerpts.ts';

const draft = (value: unknown, file = 'docs/guide.md'): Draft => ({ file, index: 0, value, line: 1, inside: '', doubled: [] });
const service = (name: string, spec: object = { selector: { app: 'web' }, ports: [{ port: 80 }] }): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});

test.each([
  ['a block that is no object', { a: 1 }],
  ['an object without a name', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }] } }],
  ['a name to fill in', service('<your-name>')],
  ['a Service without ports', service('web', { type: 'NodePort' })],
  ['a Deployment shown for one field', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 3 } }],
  ['an Application shown for its sources', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'a' }, spec: {} }],
  ['an object of a kind that nobody knows, with nothing in it', { apiVersion: 'acme.io/v1', kind: 'Lamp', metadata: { name: 'a' } }],
])('%s is a part of one', (_, value) => {
  expect(isExcerpt(draft(value))).toBe(true);
});

test.each([
  ['a Service', service('web')],
  ['a Service with a value that is wrong', service('web', { type: 'NodPort', ports: [{ port: 80 }] })],
  ['an object of a kind that nobody knows', { apiVersion: 'acme.io/v1', kind: 'Lamp', metadata: { name: 'a' }, spec: { on: true } }],
])('%s is whole', (_, value) => {
  expect(isExcerpt(draft(value))).toBe(false);
});

test('what several blocks of guides show is a case each time, and counts for none', () => {
  const drafts = [draft(service('a')), draft(service('a', {}), 'docs/other.md'), draft(service('b')), draft(service('a'), 'k8s/a.yaml')];

  const left = withoutCases(drafts);

  expect(left).toEqual([drafts[2], drafts[3]]);
});

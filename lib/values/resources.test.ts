import { Resources } from './resources.ts';

test('gives back the plain strings as they were written', () => {
  const given = { requests: { cpu: '0.25', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } };

  const resources = Resources.of(given);

  expect(resources.toJson()).toEqual(given);
  expect(resources.requests.cpu.times(2).text).toBe('500m');
});

test.each([
  [
    'every amount that is none',
    { requests: { cpu: 'x', memory: '1 Gi' }, limits: { cpu: '1', memory: '1Gi' } },
    'requests.cpu: x is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.\n' +
      'requests.memory: 1 Gi is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.',
  ],
  [
    'each request over its limit',
    { requests: { cpu: '2', memory: '2Gi' }, limits: { cpu: '1', memory: '1Gi' } },
    'requests.cpu: the request 2 is over the limit 1, and Kubernetes refuses such a pod. Lower the request to 1 or raise the limit.\n' +
      'requests.memory: the request 2Gi is over the limit 1Gi, and Kubernetes refuses such a pod. Lower the request to 1Gi or raise the limit.',
  ],
  [
    'thousandths of a byte',
    { requests: { cpu: '1', memory: '512m' }, limits: { cpu: '1', memory: '1Gi' } },
    'requests.memory: 512m are 0.512 bytes, less than any process needs (4Mi). Write 512Mi: a small m means thousandths.',
  ],
  [
    'less than a thousandth of a core, and bytes of processor',
    { requests: { cpu: '100u', memory: '1Gi' }, limits: { cpu: '250Mi', memory: '1Gi' } },
    'requests.cpu: 100u is less than a thousandth of a core, the least Kubernetes takes. Write at least 1m.\n' +
      'limits.cpu: 250Mi are more than 4096 cores. Write cores, such as 2, or thousandths of one, such as 250m.',
  ],
])('refuses %s', (_, given, says) => {
  expect(() => Resources.of(given)).toThrow(new Error(says));
});

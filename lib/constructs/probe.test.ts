import { Duration } from '../values/duration.ts';
import { Port } from './port.ts';
import { exec, httpGet, within } from './probe.ts';
import { HTTP, refusal } from './testing.ts';

/** The classes of core Kubernetes turn into plain data only within an object. */
function plain(probe: object): unknown {
  return JSON.parse(JSON.stringify(probe)) as unknown;
}

test('asks a named port every ten seconds and leaves the rest to Kubernetes', () => {
  expect(plain(httpGet(HTTP, '/ready'))).toEqual({ httpGet: { path: '/ready', port: { value: 'http' } }, periodSeconds: 10 });
});

test('asks at the pace that it is given', () => {
  const probe = httpGet(Port.http(9104, 'metrics'), '/', { periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 6 });

  expect(plain(probe)).toEqual({
    httpGet: { path: '/', port: { value: 'http-metrics' } },
    periodSeconds: 5,
    timeoutSeconds: 2,
    failureThreshold: 6,
  });
});

test('runs a command in the container', () => {
  expect(exec(['mysqladmin', 'ping'], { timeoutSeconds: 5 })).toEqual({
    exec: { command: ['mysqladmin', 'ping'] },
    periodSeconds: 10,
    timeoutSeconds: 5,
  });
});

test('gives up after exactly the budget', () => {
  expect([within(Duration.seconds(210)), within(Duration.minutes(1), 5)]).toEqual([
    { periodSeconds: 10, failureThreshold: 21 },
    { periodSeconds: 5, failureThreshold: 12 },
  ]);
});

test.each([
  [
    'a relative path',
    () => httpGet(HTTP, 'ready'),
    'probe on port 8080: the path is "ready", the kubelet asks for an absolute one. Write "/ready".',
  ],
  [
    'a budget that no number of questions fills',
    () => within(Duration.seconds(25)),
    'startup probe: a budget of 25s is no multiple of 10 s. Change the period or the budget.',
  ],
])('refuses %s', (_, probe, message) => {
  expect(refusal(probe)).toBe(message);
});

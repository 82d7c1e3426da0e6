import type { JudgedFlow } from './flows.ts';
import { openPaths, type Verdict } from './open-paths.ts';

const pods = (name: string): Verdict['from'] => ({ namespace: 'shop', labels: { app: name } });
const allowed = (from: string, to: string, port: number): Verdict => ({ from: pods(from), to: pods(to), port, verdict: 'allowed' });
const denied = (from: string, to: string, port: number): Verdict => ({ ...allowed(from, to, port), verdict: 'denied' });
const declared = (from: string, to: string, port: number): JudgedFlow => ({
  from: { namespace: 'shop', labels: { app: from } },
  to: { namespace: 'shop', labels: { app: to } },
  port,
  protocol: 'TCP',
});
const LISTENING = new Map([
  ['shop/web', new Set([80])],
  ['shop/db', new Set([3306])],
]);

test('a declared path is not open, and one that nobody listens on is none', () => {
  const paths = openPaths([allowed('web', 'db', 3306), allowed('web', 'db', 80)], [declared('web', 'db', 3306)], LISTENING);

  expect(paths).toEqual([]);
});

test('who is let in from anywhere is let in from pods; who is let in from outside is not', () => {
  const outside = { ...declared('', 'db', 3306), from: { ip: '203.0.113.9' } };

  const paths = [{ ...outside, anyone: true as const }, outside].map((flow) => openPaths([allowed('job', 'db', 3306)], [flow], LISTENING));

  expect(paths).toEqual([[], ['any unlimited pod → shop/db:3306']]);
});

test('pods of a group reach each other on every port, whatever else they are called', () => {
  const group: JudgedFlow = {
    from: { namespace: 'shop', labels: {} },
    to: { namespace: 'shop', labels: {} },
    port: 10_000,
    protocol: 'TCP',
    anyPort: true,
  };

  expect(openPaths([allowed('job', 'db', 3306)], [group], LISTENING)).toEqual([]);
});

test('a path that passes undeclared is named with both its ends', () => {
  const verdicts = [allowed('job', 'db', 3306), allowed('cron', 'web', 80), denied('job', 'web', 80), denied('cron', 'db', 3306)];

  const paths = openPaths(verdicts, [], LISTENING);

  expect(paths).toEqual(['shop/cron → shop/web:80', 'shop/job → shop/db:3306']);
});

test('where every pod without limits passes, declared or not, one line says so', () => {
  const verdicts = [allowed('job', 'web', 80), allowed('cron', 'web', 80), denied('db', 'web', 80)];

  const paths = openPaths(verdicts, [declared('job', 'web', 80)], LISTENING);

  expect(paths).toEqual(['any unlimited pod → shop/web:80']);
});

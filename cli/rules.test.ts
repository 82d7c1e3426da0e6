import { main } from './main.ts';

async function run(...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const code = await main(argv, {
    stdout: { write: (text) => void (out += text) },
    stderr: { write: (text) => void (err += text) },
    env: {},
  });
  return { code, out, err };
}

test('every rule is listed under its family with what it asks', async () => {
  const { code, out } = await run('rules');

  expect(code).toBe(0);
  expect(out).toMatch(/^references$/m);
  expect(out).toMatch(/^ {2}service-selects-pods +error +Every Service with a selector matches a pod template in its own namespace\.$/m);
});

test('as JSON', async () => {
  const { rules } = JSON.parse((await run('rules', '--json')).out) as { rules: { id: string }[] };

  expect(rules.find(({ id }) => id === 'service-selects-pods')).toEqual({
    id: 'service-selects-pods',
    family: 'references',
    severity: 'error',
    asks: 'Every Service with a selector matches a pod template in its own namespace.',
    source: expect.stringContaining('https://kubernetes.io/docs/') as string,
  });
});

test('the page of a rule says what happens, how to fix it and where that comes from', async () => {
  const { code, out } = await run('explain', 'service-selects-pods');

  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => /^(service-selects-pods|At 3 a\.m\.|How to fix it|Source)$/.test(line))).toEqual([
    'service-selects-pods',
    'At 3 a.m.',
    'How to fix it',
    'Source',
  ]);
});

test('the engine’s own rules are explained, too', async () => {
  expect((await run('explain', 'exception-expired')).out).toContain('has not reached it');
});

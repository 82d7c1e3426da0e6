import { setTimeout as sleep } from 'node:timers/promises';
import { quietProgress, terminalProgress } from './progress.ts';
import type { Draw } from './progress.ts';

/** Notes what would be drawn. */
function recorder(): { readonly draw: Draw; readonly seen: string[] } {
  const seen: string[] = [];
  const draw: Draw = async (title, done, listen) => {
    seen.push(title);
    listen((text) => void seen.push(`  ${text}`));
    await done.catch(() => undefined);
    seen.push(`${title} ends`);
  };
  return { draw, seen };
}

test('a quick step is not drawn', async () => {
  const { draw, seen } = recorder();

  const result = await terminalProgress(draw, 50).step('Proving', () => 42);

  expect([result, seen]).toEqual([42, []]);
});

test('a slow step is drawn with the last thing it said and what follows, until it ends', async () => {
  const { draw, seen } = recorder();

  const result = await terminalProgress(draw, 20).step('Pushing', async (say) => {
    say('counting');
    say('10 %');
    await sleep(80);
    say('90 %');
    return 'pushed';
  });

  expect([result, seen]).toEqual(['pushed', ['Pushing', '  10 %', '  90 %', 'Pushing ends']]);
});

test('the error of a step reaches the command, drawn or not', async () => {
  const { draw } = recorder();
  const fail = async (): Promise<never> => {
    await sleep(30);
    throw new Error('no network');
  };

  const quick = terminalProgress(draw, 1000).step('Pushing', fail);
  const slow = terminalProgress(draw, 1).step('Pushing', fail);
  const unseen = quietProgress().step('Pushing', fail);

  for (const step of [quick, slow, unseen]) await expect(step).rejects.toThrow('no network');
});

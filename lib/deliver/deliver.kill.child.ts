import { deliver } from './deliver.ts';
import { LocalTarget } from './local-target.ts';
import { killStates } from './deliver.kill.states.ts';

/** Delivers two states in turn until it is killed. Prints a line when the first delivery is about to start. */
async function main(path: string): Promise<void> {
  process.stdout.write('ready\n');
  for (let turn = 0; ; turn += 1) {
    const files = killStates[turn % 2] ?? new Map<string, string>();
    await deliver({ target: new LocalTarget({ path, branch: 'main' }), files, version: '0.1.0', maxRemovalShare: 100 });
  }
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});

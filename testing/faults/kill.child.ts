import { deliver } from '../../lib/deliver/deliver.ts';
import { killStates } from '../../lib/deliver/deliver.kill.states.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';

/** Delivers two states in turn until it is killed. Prints a line when the first delivery is about to start. */
async function main(address: string, stateFolder: string): Promise<void> {
  process.stdout.write('ready\n');
  for (let turn = 0; ; turn += 1) {
    const target = openTarget(address, { stateFolder });
    const files = killStates[turn % 2] ?? new Map<string, string>();
    await deliver({ target, files, version: '0.1.0', maxRemovalShare: 100 });
    await target.close();
  }
}

main(process.argv[2] ?? '', process.argv[3] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});

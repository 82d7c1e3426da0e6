import { deliverEnvironments } from '../../lib/deliver/deliver-environments.ts';
import { Environments } from '../../lib/deliver/environments.ts';
import { branchStates } from './branch-states.ts';

/** Delivers two states to several branches in turn until it is killed. Prints a line when the first delivery is about to start. */
async function main(address: string, stateFolder: string): Promise<void> {
  process.stdout.write('ready\n');
  for (let turn = 0; ; turn += 1) {
    const environments = new Environments(address, { stateFolder });
    const files = branchStates[turn % 2] ?? new Map<string, string>();
    await deliverEnvironments({ environments, files, version: '0.1.0', maxRemovalShare: 100 });
    await environments.close();
  }
}

main(process.argv[2] ?? '', process.argv[3] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});

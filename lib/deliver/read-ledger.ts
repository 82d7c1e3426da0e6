import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { ledgerCluster, OLD_LEDGER_PATH, parseLedger, restore } from './ledger.ts';
import type { Ledger, Owned } from './ledger.ts';
import type { Entry, Snapshot, Target } from './target.ts';

/** What is ours in a target: the ledgers of all clusters together. Throws an InputError with every fault of all of them. */
export async function readLedger(target: Target, base: Snapshot): Promise<Ledger> {
  const found: (readonly [string, Entry])[] = [];
  for (const [path, entry] of base.entries) if (ledgerCluster(path) !== undefined) found.push([path, entry]);
  const old = base.entries.get(OLD_LEDGER_PATH);
  if (old !== undefined && found.length > 0) {
    throw new InputError(
      OLD_LEDGER_PATH,
      'an older slipway delivered here after this one, and wrote a second ledger',
      'Remove this file in the target, and let everybody deliver with the same version.',
    );
  }
  if (old !== undefined) found.push([OLD_LEDGER_PATH, old]);

  const problems: Problem[] = [];
  const ledger = new Map<string, Owned>();
  for (const [path, { mode }] of found) {
    if (mode !== '100644') problems.push({ where: path, what: 'the ledger is not a plain file', fix: restore(path) });
  }
  if (problems.length > 0) throw new InputError(problems);
  const texts = await target.texts(found.map(([, { blob }]) => blob));
  for (const [index, [path]] of found.entries()) {
    try {
      const one = parseLedger(path, texts[index] ?? '', base.objectFormat);
      if (found.length === 1) return one;
      for (const [file, owned] of one) ledger.set(file, owned);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return ledger;
}

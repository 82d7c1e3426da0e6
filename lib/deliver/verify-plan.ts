import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { parseApps } from './ledger-apps.ts';
import { ledgerCluster, ledgerPath, ledgerScope, OLD_LEDGER_PATH, parseLedger, STATE_FOLDER } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { appOf, clusterOf } from './place.ts';
import type { Change, Plan } from './plan.ts';
import type { Books as AllBooks } from './read-ledger.ts';
import type { Snapshot } from './target.ts';

type Books = Pick<AllBooks, 'owned' | 'apps'>;

/**
 * Throws an InputError unless a plan that came from outside touches only what is ours on the base that it names: a digest
 * shows slips, and this shows a plan that somebody made by hand.
 */
export function verifyPlan(name: string, made: Plan, base: Snapshot, books: Books): void {
  const problems: Problem[] = [];
  const faults = [
    ...made.changes.map((change) => [change.path, changeFault(change, base, books.owned)] as const),
    ...made.records.map((record) => [record.path, recordFault(record, made, base, books)] as const),
    ...unrecorded(made).map((path) => [path, 'the ledger would not know of it'] as const),
  ];
  for (const [path, what] of faults) {
    if (what !== undefined) problems.push({ where: `${name} ${path}`, what, fix: 'Run slipway plan again, and deliver the new file.' });
  }
  if (problems.length > 0) throw new InputError(problems);
}

function changeFault(change: Change, base: Snapshot, ledger: Ledger): string | undefined {
  if (clusterOf(change.path) === STATE_FOLDER) return 'the folder of the ledger is not delivered to';
  if (change.action !== 'add' && !ledger.has(change.path)) return 'the file is not one that slipway wrote';
  return standingFault(change, base);
}

function standingFault(change: Change, { entries }: Snapshot): string | undefined {
  const there = entries.get(change.path);
  if (change.action === 'add') return there === undefined ? undefined : 'a file stands where the plan adds one';
  return there?.blob === change.was && there.mode !== '160000' ? undefined : 'the file is not the one that the plan was made for';
}

/** A ledger may say of our files what is in them now, and of no other file that it is ours. */
function recordFault(record: Change, made: Plan, base: Snapshot, books: Books): string | undefined {
  const scope = ledgerScope(record.path);
  const isOld = record.path === OLD_LEDGER_PATH && record.action === 'remove';
  if (scope === undefined ? !isOld : record.action !== 'add' && scope.includes('/') && !isKnownApp(scope, books))
    return 'this is no ledger';
  const fault = standingFault(record, base);
  if (fault !== undefined || record.action === 'remove') return fault;

  const ledger = books.owned;
  const written = new Map(made.changes.map((change) => [change.path, change.action === 'remove' ? undefined : change.blob]));
  const adopted = new Set(made.adopted);
  for (const [path, { blob }] of parseLedger(record.path, record.text, base.objectFormat)) {
    const there = base.entries.get(path)?.blob;
    const allowed = written.has(path)
      ? [written.get(path)]
      : adopted.has(path)
        ? [there]
        : ledger.has(path)
          ? [there, ledger.get(path)?.blob]
          : [];
    if (!allowed.includes(blob)) return `the ledger would claim ${path}, which the plan does not write`;
  }
  return appsFault(record, made, base, books);
}

/** The ledger of a large cluster may count on those of its apps as the plan writes them, or as they stand. */
function appsFault(record: Exclude<Change, { action: 'remove' }>, made: Plan, base: Snapshot, books: Books): string | undefined {
  const scope = ledgerScope(record.path);
  if (scope === undefined || scope.includes('/')) return undefined;
  const written = new Map(made.records.map((other) => [other.path, other.action === 'remove' ? undefined : other.blob]));
  for (const [app, { ledger }] of parseApps(record.path, record.text, base.objectFormat) ?? []) {
    const path = ledgerPath(`${scope}/${app}`);
    const standing = isKnownApp(`${scope}/${app}`, books) ? base.entries.get(path)?.blob : undefined;
    if (ledger !== (written.has(path) ? written.get(path) : standing))
      return `the ledger would count on ${path}, which the plan does not write`;
  }
  return undefined;
}

function isKnownApp(scope: string, { apps }: Books): boolean {
  return apps.get(clusterOf(scope))?.has(appOf(`${scope}/`)) === true;
}

/** Files that the plan writes and that no ledger of it lists. */
function unrecorded(made: Plan): readonly string[] {
  const listed = new Set<string>();
  for (const record of made.records) {
    if (record.action === 'remove' || ledgerCluster(record.path) === undefined) continue;
    for (const path of parseLedger(record.path, record.text, made.objectFormat).keys()) listed.add(path);
  }
  return made.changes.filter(({ action, path }) => action === 'add' && !listed.has(path)).map(({ path }) => path);
}

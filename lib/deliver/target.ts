import { DeliveryError } from '../errors.ts';
import { short } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import type { Plan } from './plan.ts';
import type { Preview } from './preview.ts';

/** One file, link or submodule of a commit. */
export interface Entry {
  /** As git writes it: `100644` file, `100755` program, `120000` link, `160000` submodule. */
  readonly mode: string;
  readonly blob: string;
}

/** Everything that stands at the tip of the branch, by name and id; no content. */
export interface Snapshot {
  /** Undefined while the branch has no commit. */
  readonly commit: string | undefined;
  readonly objectFormat: ObjectFormat;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Something worth showing to a person who waits. */
export interface Progress {
  readonly step: 'read' | 'fetch' | 'compare' | 'commit' | 'push';
  /** 0 to 100, where git says it. */
  readonly percent?: number | undefined;
}

export type OnProgress = (progress: Progress) => void;

/** Who signs a commit. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** How a target makes its commits. */
export interface CommitOptions {
  /** @default `GIT_AUTHOR_*`, else git's configuration, else slipway <slipway@localhost> */
  readonly author?: Author | undefined;
  /** Sign with SSH, GPG or X.509, as git is configured. @default git's `commit.gpgSign` */
  readonly sign?: boolean | undefined;
}

/** A branch of a repository that can be read and delivered to. */
export interface Target {
  /** The target as people may see it: never with credentials. */
  readonly label: string;
  readonly branch: string;
  /** The folder of the repository that this target is, `clusters/home`; paths start below it. @default the whole repository */
  readonly folder?: string | undefined;
  /** Where people look at the last commit before it counts: the address of a pull request. @default it counts at once */
  readonly review?: string | undefined;

  /** What stands there now. Changes nothing, makes nothing. */
  read(): Promise<Snapshot>;

  /** The texts of blobs, in the order asked for. Only blobs of the last snapshot. */
  texts(blobs: readonly string[]): Promise<readonly string[]>;

  /**
   * Makes exactly the plan's commit (`writes` of plan.ts) on the plan's base and moves the branch to it. Returns the commit's id.
   * Throws a {@link BranchMovedError} if the branch does not stand on the base any more; then nothing was delivered.
   * `found` is for targets whose commits people read before they count: what a pull request says about the plan.
   */
  commit(plan: Plan, message: string, found?: Preview): Promise<string>;

  /** Removes what a killed delivery left behind. A commit does that by itself; this is for when there is nothing to commit. */
  mend(): Promise<void>;

  /**
   * Adds a line to the note that {@link NOTES_REF} has for a commit, unless it stands there already. Changes nothing else.
   * A target that cannot keep notes does not have this.
   */
  note?(commit: string, line: string): Promise<void>;

  /** Gives back what the target held: a cache, a lock. */
  close(): Promise<void>;
}

/** Where is remembered which commits of the sources were seen without anything to deliver. */
export const NOTES_REF = 'refs/notes/slipway';

/** Somebody else was faster. Planning again helps. */
export class BranchMovedError extends DeliveryError {
  constructor(branch: string, planned: string | undefined, found: string | undefined) {
    const from = planned === undefined ? 'an empty branch' : short(planned);
    const at = found === undefined ? 'gone' : `at ${short(found)}`;
    super(branch, `the plan was made on ${from}, the branch is ${at}`, 'Run diff again and deliver the new plan.');
    this.name = 'BranchMovedError';
  }
}

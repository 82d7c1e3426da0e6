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
  /** Folders whose entries are left out, as a {@link SkipFolder} had it, and the ids of their trees. @default none */
  readonly skipped?: ReadonlyMap<string, string> | undefined;
  /** Reads what is below some of those after all. */
  readonly look?: ((folders: readonly string[]) => Promise<ReadonlyMap<string, Entry>>) | undefined;
}

/** Whether what is in a folder is known from the id of its tree, so that nobody has to read it. */
export type SkipFolder = (folder: string, tree: string) => boolean;

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

  /** What stands there now. Changes nothing, makes nothing. A target that reads everything at once need not ask what to skip. */
  read(skip?: SkipFolder): Promise<Snapshot>;

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

  /** Makes a text the whole note that a ref of notes has for a commit. A target that cannot keep notes does not have this. */
  replaceNote?(ref: string, commit: string, text: string): Promise<void>;

  /** A commit of the branch's past, and everything that stood there; undefined if there is none. `id` may be its beginning. */
  past?(id: string): Promise<PastCommit | undefined>;

  /** The commits of the branch that slipway made and that are wanted, newest first; all of them without a limit. */
  deliveries?(limit?: number, wanted?: WantedCommit): Promise<readonly LoggedCommit[]>;

  /**
   * A place for what has been found out and would have to be found out again, on this machine; it may be emptied at any time.
   * `name` tells branches and folders apart. A target that has no such place does not have this.
   */
  recall?(name: string): Promise<string | undefined>;

  /** Keeps a text for {@link recall}, if it can. */
  remember?(name: string, text: string): Promise<void>;

  /** Gives back what the target held: a cache, a lock. */
  close(): Promise<void>;
}

/** A commit that the branch has, or had before others came on top. */
export interface PastCommit {
  readonly message: string;
  readonly snapshot: Snapshot & { readonly commit: string };
}

/** Whether a commit is one that somebody asks for. */
export type WantedCommit = (commit: LoggedCommit) => boolean;

/** A commit and what it changed. */
export interface LoggedCommit {
  readonly id: string;
  readonly message: string;
  /** In UTC, as RFC 3339 writes it. */
  readonly date: string;
  /** Blob ids before and after; undefined where there is no file. In the order of the paths. */
  readonly changes: readonly { readonly path: string; readonly was?: string | undefined; readonly blob?: string | undefined }[];
}

/** The line that every commit of ours has, and every proposal of one; see message.ts. */
export const OUR_COMMIT = /^Slipway-Version: /m;

/** A branch that is to move, from where it must still stand. */
export interface RefMove {
  readonly ref: string;
  readonly commit: string;
  /** Undefined for a branch that must not be there yet. */
  readonly base: string | undefined;
}

/** What a ref of notes is to say of a commit; `change` gets the old text, empty where there is none. */
export interface NoteChange {
  readonly ref: string;
  readonly commit: string;
  readonly change: (old: string) => string;
}

/** Makes a target one of several branches that move together or not at all: its commits wait here. */
export interface BranchGroup {
  /** What is published together. */
  readonly moves: RefMove[];
  /** What is noted once that is done. */
  readonly notes: NoteChange[];
  /** All branches of the group: a killed delivery may have left locks of any. */
  readonly branches: readonly string[];
  /** Branch that this one starts from where it is not there yet. @default it starts empty */
  readonly startsFrom?: string | undefined;
}

/** Where is remembered which commits of the sources were seen without anything to deliver. */
export const NOTES_REF = 'refs/notes/slipway';

/** Somebody else was faster. Planning again helps. */
export class BranchMovedError extends DeliveryError {
  /** @param fix What to do about it; whoever keeps a plan needs another one. */
  constructor(
    readonly branch: string,
    readonly planned: string | undefined,
    readonly found: string | undefined,
    fix = 'Others deliver there at the same time: run again.',
  ) {
    const from = planned === undefined ? 'an empty branch' : short(planned);
    const at = found === undefined ? 'gone' : `at ${short(found)}`;
    super(branch, `the plan was made on ${from}, the branch is ${at}`, fix);
    this.name = 'BranchMovedError';
  }
}

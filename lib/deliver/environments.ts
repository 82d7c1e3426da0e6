import { InputError } from '../errors.ts';
import { redact } from './git-error.ts';
import { FolderTarget } from './folder-target.ts';
import { GithubApi } from './github/api.ts';
import type { GithubOptions } from './github/api.ts';
import { GithubTarget } from './github/github-target.ts';
import { HydratorTarget } from './hydrator-target.ts';
import { metadataOf } from './hydrator.ts';
import type { DryCommit } from './hydrator.ts';
import { LocalTarget } from './local-target.ts';
import { RemoteTarget } from './remote-target.ts';
import type { BranchGroup, CommitOptions, NoteChange, OnProgress, RefMove, Target } from './target.ts';
import { groupedBy } from '../values/multimap.ts';
import { branchFault, parseAddress } from './target-address.ts';

export interface EnvironmentOptions extends CommitOptions, Pick<GithubOptions, 'version' | 'timeout' | 'second'> {
  /** Deliver to the branch that is proposed for each environment, `environment/homelab-next`. @default to the environment's own */
  readonly next?: boolean | undefined;
  /** Write what a hydrator writes, about this commit of the sources. @default nothing */
  readonly hydrator?: DryCommit | undefined;
  /** @default .slipway */
  readonly stateFolder?: string | undefined;
  /** @default the whole repository */
  readonly folder?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** The branches of one repository, one a cluster, that are delivered to together: all of them, or none. */
export class Environments {
  readonly label: string;
  private readonly moves: RefMove[] = [];
  private readonly notes: NoteChange[] = [];
  private opened: LocalTarget | RemoteTarget | GithubTarget | undefined;
  private api: GithubApi | undefined;
  private readonly targets: Target[] = [];

  /** Touches nothing yet. Throws an InputError for an address that cannot be meant. */
  constructor(
    private readonly address: string,
    private readonly options: EnvironmentOptions = {},
  ) {
    this.label = redact(address);
    parseAddress(address);
  }

  /** Forgets what was staged: everything is planned anew. */
  begin(): void {
    this.moves.length = 0;
    this.notes.length = 0;
  }

  /** The branch of a cluster as a target of its own: its commits wait for {@link publish}. */
  branch(cluster: string): Target {
    const active = environmentBranch(cluster);
    const { folder = '', hydrator, next = false } = this.options;
    const whole = this.open(next ? proposedBranch(cluster, folder) : active, next ? active : undefined);
    const target = folder === '' ? whole : new FolderTarget(whole, folder);
    return hydrator === undefined ? target : new HydratorTarget(target, metadataOf(hydrator, [cluster]));
  }

  /** The environment's own branch; a proposal needs it as the place that it is merged to. */
  active(cluster: string): Target {
    return this.open(environmentBranch(cluster), undefined);
  }

  /** The branch that is delivered to, as it stands: nothing is staged for it, and it starts nowhere. */
  standing(cluster: string): Target {
    const { folder = '', next = false } = this.options;
    const whole = this.open(next ? proposedBranch(cluster, folder) : environmentBranch(cluster), undefined);
    return folder === '' ? whole : new FolderTarget(whole, folder);
  }

  /** Moves all branches that have a new commit; then writes the notes. Answers with what went wrong with those. */
  async publish(): Promise<string | undefined> {
    await this.opened?.publish(this.group(undefined));
    try {
      for (const notes of groupedBy(this.notes, ({ ref }) => ref).values()) await this.opened?.keepNotes(notes);
      return undefined;
    } catch (error) {
      // Everything is delivered, and a note is worth no failed delivery: the next run writes it.
      if (error instanceof Error && error.name === 'DeliveryError') return error.message;
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const target of [...this.targets].reverse()) await target.close();
  }

  private group(startsFrom: string | undefined): BranchGroup {
    const { moves, notes } = this;
    return { moves, notes, branches: [...new Set(this.targets.map(({ branch }) => branch))], startsFrom };
  }

  private open(branch: string, startsFrom: string | undefined): Target {
    const fault = branchFault(branch);
    if (fault !== undefined) throw new InputError('branch', `${JSON.stringify(branch)} ${fault}`, 'Give the cluster another name.');
    const opened = this.openWhole(branch, this.group(startsFrom));
    this.opened ??= opened;
    this.targets.push(opened);
    return opened;
  }

  private openWhole(branch: string, group: BranchGroup): LocalTarget | RemoteTarget | GithubTarget {
    const { stateFolder = '.slipway', ...options } = this.options;
    const parsed = parseAddress(this.address);
    if (parsed.kind === 'path') return new LocalTarget({ ...options, path: this.address, branch, group });
    if (parsed.kind === 'github') {
      const { owner, repo } = parsed;
      this.api ??= new GithubApi({ ...options, owner, repo });
      return new GithubTarget({ ...options, owner, repo, branch, group, api: this.api });
    }
    const shares = this.opened instanceof RemoteTarget ? this.opened : undefined;
    return new RemoteTarget({ ...options, url: parsed.url, branch, stateFolder, group, shares });
  }
}

/** The branch of a cluster, as GitOps Promoter's own examples name it. */
export function environmentBranch(cluster: string): string {
  return `environment/${cluster}`;
}

/**
 * The branch from which a promoter proposes; one a folder, where several programs share the branches.
 * @see https://gitops-promoter.readthedocs.io/en/latest/custom-hydrator/#2-push-to-proposed-branches
 */
export function proposedBranch(cluster: string, folder: string): string {
  return folder === '' ? `${environmentBranch(cluster)}-next` : `${environmentBranch(cluster)}-next/${folder}`;
}

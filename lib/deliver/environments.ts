import { InputError } from '../errors.ts';
import { redact } from './git-error.ts';
import { FolderTarget } from './folder-target.ts';
import { HydratorTarget } from './hydrator-target.ts';
import type { DryCommit } from './hydrator.ts';
import { LocalTarget } from './local-target.ts';
import { RemoteTarget } from './remote-target.ts';
import type { BranchGroup, CommitOptions, OnProgress, RefMove, Target } from './target.ts';
import { parseAddress } from './target-address.ts';

export interface EnvironmentOptions extends CommitOptions {
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

/** The branches of one repository, one a cluster, that are delivered to together or not at all. */
export class Environments {
  readonly label: string;
  private readonly moves: RefMove[] = [];
  private readonly after: (() => Promise<void>)[] = [];
  private opened: LocalTarget | RemoteTarget | undefined;
  private readonly targets: Target[] = [];

  /** Touches nothing yet. Throws an InputError for a target that git does not reach. */
  constructor(
    private readonly address: string,
    private readonly options: EnvironmentOptions = {},
  ) {
    this.label = redact(address);
    if (parseAddress(address).kind === 'github')
      throw new InputError(
        '--environment-branches',
        'they move together or not at all, which GitHub’s API cannot do',
        'Deliver to the URL of the repository by git, such as https://github.com/owner/repository.git.',
      );
  }

  /** Forgets what was staged: everything is planned anew. */
  begin(): void {
    this.moves.length = 0;
    this.after.length = 0;
  }

  /** The branch of a cluster as a target of its own: its commits wait for {@link publish}. */
  branch(cluster: string): Target {
    const active = environmentBranch(cluster);
    const { folder = '', hydrator, next = false } = this.options;
    const whole = this.open(next ? `${active}-next` : active, next ? active : undefined);
    const target = folder === '' ? whole : new FolderTarget(whole, folder);
    return hydrator === undefined ? target : new HydratorTarget(target, hydrator, [cluster]);
  }

  /** The environment's own branch; a proposal needs it as the place that it is merged to. */
  active(cluster: string): Target {
    return this.open(environmentBranch(cluster), undefined);
  }

  /** Moves all branches that have a new commit, or none; then writes the notes. Answers with what went wrong with those. */
  async publish(): Promise<string | undefined> {
    await this.opened?.publish({ moves: this.moves, after: this.after });
    try {
      for (const work of this.after) await work();
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

  private open(branch: string, startsFrom: string | undefined): Target {
    const { stateFolder = '.slipway', ...options } = this.options;
    const group: BranchGroup = { moves: this.moves, after: this.after, startsFrom };
    const parsed = parseAddress(this.address);
    const opened =
      parsed.kind === 'url'
        ? new RemoteTarget({
            ...options,
            url: parsed.url,
            branch,
            stateFolder,
            group,
            shares: this.opened instanceof RemoteTarget ? this.opened : undefined,
          })
        : new LocalTarget({ ...options, path: this.address, branch, group });
    this.opened ??= opened;
    this.targets.push(opened);
    return opened;
  }
}

/** The branch of a cluster, as GitOps Promoter's own examples name it. */
export function environmentBranch(cluster: string): string {
  return `environment/${cluster}`;
}

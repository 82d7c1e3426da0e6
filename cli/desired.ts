import { InputError } from '../lib/errors.ts';
import type { Forced } from '../lib/deliver/message.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { filesOf } from './delivery.ts';
import type { Io } from './io.ts';

/** What the target should hold, as the inventories have it. */
export interface Desired {
  readonly manifests: readonly Manifest[];
  /** Path below `dist/` and in the target → whole text. */
  readonly files: ReadonlyMap<string, string>;
  /** Names the clusters only where not all are meant. */
  readonly scope: { readonly clusters?: readonly string[] };
  readonly sourceCommit: string;
  /** Set only if there were errors, and a reason to deliver in spite of them. */
  readonly forced: Forced | undefined;
}

export interface DesiredOptions {
  readonly clusters: string;
  readonly cluster: readonly string[];
  /** Reason to go on in spite of errors. */
  readonly force?: string | undefined;
}

/** Synthesizes and proves. Throws an InputError with every error of the proof, unless there is a reason to go on. */
export async function desired({ clusters, cluster, force }: DesiredOptions, io: Io): Promise<Desired> {
  const reason = force === undefined ? undefined : reasonOf(force);
  const { render } = await import('./render.ts');
  const { allManifests, clusterNames } = await import('./synthesize-all.ts');
  const { sourceCommit } = await import('./source.ts');

  const source = sourceCommit(clusters);
  let errors = 0;
  const rendered = await render(clusters, cluster, io, reason === undefined ? undefined : (amount) => (errors = amount));
  const manifests = allManifests(rendered);
  return {
    manifests,
    files: filesOf(manifests),
    scope: cluster.length === 0 ? {} : { clusters: clusterNames(rendered) },
    sourceCommit: await source,
    forced: reason === undefined || errors === 0 ? undefined : { reason, errors },
  };
}

function reasonOf(force: string): string {
  if (force.trim() !== '' && !/\p{Cc}/u.test(force)) return force.trim();
  throw new InputError(
    '--force',
    'the reason is empty or has a line break',
    'Say in one line why it has to go out in spite of the errors.',
  );
}

import { guardsOf } from './guards.ts';
import type { GuardOptions } from './guards.ts';
import type { EnvironmentPreview } from './plan-environments.ts';
import { prMarkdown } from './pr-markdown.ts';
import type { MarkdownOptions } from './pr-markdown.ts';
import type { Preview } from './preview.ts';

/** The plans of several branches as one, for the readers of a pull request: the same change of several clusters stands there once. */
export function environmentsMarkdown(
  previews: readonly EnvironmentPreview[],
  allowed: GuardOptions,
  options: Pick<MarkdownOptions, 'limit' | 'artifact'>,
): string {
  const [first] = previews;
  const place = first?.place ?? { target: '', branch: '', folder: '' };
  const branches = previews.map(({ place: { branch }, found: { plan } }) => ({ branch, base: plan.base }));
  const guards = previews.flatMap(({ found }) => guardsOf(found, allowed));
  return prMarkdown(together(previews.map(({ found }) => found)), { ...options, place, branches, guards });
}

function together(all: readonly Preview[]): Preview {
  const plans = all.map(({ plan }) => plan);
  return {
    plan: {
      base: undefined,
      objectFormat: plans[0]?.objectFormat ?? 'sha1',
      changes: plans.flatMap(({ changes }) => changes),
      adopted: plans.flatMap(({ adopted }) => adopted),
      taken: plans.flatMap(({ taken }) => taken),
      conflicts: plans.flatMap(({ conflicts }) => conflicts),
      records: plans.flatMap(({ records }) => records),
    },
    changes: all.flatMap(({ changes }) => changes),
    forecasts: all.flatMap(({ forecasts }) => forecasts),
    standing: new Map(all.flatMap(({ standing }) => [...standing])),
    clusters: all.flatMap(({ clusters }) => clusters),
  };
}

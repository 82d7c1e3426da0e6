import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const BRANCH = /^(main|master|develop|dev|latest|head|trunk|next|stable|edge)$/i;

export const workflowActionsPinned = defineRule({
  id: 'workflow-actions-pinned',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: "Other people's actions run in a version that cannot change under the workflow.",
  source:
    'https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-third-party-actions',
  *check(manifest) {
    const tagged: { readonly path: string; readonly written: string }[] = [];
    for (const job of jobsOf(manifest)) {
      const called = textAt(job.fields, 'uses');
      const all = [
        ...job.steps.map(({ path, action, version }) => ({ path, action, version })),
        ...(called === undefined ? [] : [{ path: job.path, action: called.split('@')[0], version: called.split('@')[1] }]),
      ];
      for (const { path, action, version } of all) {
        if (
          action === undefined ||
          action.startsWith('./') ||
          action.startsWith('docker://') ||
          (version !== undefined && COMMIT.test(version))
        )
          continue;
        const written = `${action}${version === undefined ? '' : `@${version}`}`;
        if (version === undefined || BRANCH.test(version)) {
          yield {
            path: `${path}.uses`,
            message: `${written} follows a branch`,
            why: 'Whatever is pushed there runs with the token and the secrets of this repository at the next run, and a build of yesterday cannot be repeated.',
            fix: 'Pin it to a commit: owner/action@<40 digits> # v1.2.3.',
          };
        } else if (!/^(actions|github)\//.test(action)) tagged.push({ path, written });
      }
    }
    const [first] = tagged;
    if (first === undefined) return;
    yield {
      path: `${first.path}.uses`,
      severity: 'info',
      message: `${tagged.length} ${tagged.length === 1 ? 'action' : 'actions'} of others ${tagged.length === 1 ? 'is' : 'are'} pinned by tag only: ${[...new Set(tagged.map(({ written }) => written))].slice(0, 5).join(', ')}`,
      why: 'A tag can be moved to other code, as happened to tj-actions/changed-files in March 2025: the secrets of thousands of repositories were printed.',
      fix: 'Pin them to commits, and let a bot keep them current.',
    };
  },
});

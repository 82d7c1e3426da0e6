import { triggerOf } from '../../delivery/workflow-triggers.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const EVENTS = ['push', 'pull_request', 'pull_request_target', 'workflow_run'];

export const workflowFiltersMatch = defineRule({
  id: 'workflow-filters-match',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'Filters of a workflow are written as GitHub compares them: paths from the root without a dot, branches without refs/heads.',
  source:
    'https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions#onpushpull_requestpull_request_targetpathspaths-ignore',
  *check(manifest) {
    for (const event of EVENTS) {
      const on = triggerOf(manifest, event);
      for (const key of ['paths', 'paths-ignore', 'branches', 'branches-ignore', 'tags', 'tags-ignore']) {
        const list = itemsAt(on, key).map((each) => text(each) ?? '');
        for (const [index, each] of list.entries()) {
          const plain = key.startsWith('paths') ? each.replace(/^!?(?:\.\/|\/)+/, '') : each.replace(/^refs\/(?:heads|tags)\//, '');
          if (plain === each.replace(/^!/, '') || plain === each) continue;
          yield {
            path: `workflow.on.${event}.${key}[${index}]`,
            message: `"${each}" matches nothing: ${key.startsWith('paths') ? 'paths are compared from the root of the repository, without ./ or /' : 'names are compared without refs/'}`,
            why: key.endsWith('-ignore')
              ? 'What was to be left out starts the workflow.'
              : 'No push starts the workflow, and nobody says so.',
            fix: `Write ${each.startsWith('!') ? '!' : ''}${plain}.`,
          };
        }
        if (list.length === 0 || key.endsWith('-ignore') || !list.every((each) => each.startsWith('!'))) continue;
        yield {
          path: `workflow.on.${event}.${key}`,
          message: `${key} only takes away (${list.join(', ')}), from nothing`,
          why: 'A filter needs one pattern that lets something in: as it stands, nothing starts the workflow.',
          fix: `Use ${key}-ignore without the exclamation marks, or begin with '**'.`,
        };
      }
    }
  },
});

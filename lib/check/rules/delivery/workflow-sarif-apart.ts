import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const UPLOAD = 'github/codeql-action/upload-sarif';

export const workflowSarifApart = defineRule({
  id: 'workflow-sarif-apart',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'Results of one scanner that a job uploads several times have a category each.',
  source:
    'https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#uploading-more-than-one-sarif-file-for-a-commit',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const first = new Map<string, string>();
      for (const step of job.steps) {
        const file = text(step.inputs['sarif_file'])?.trim();
        if (step.action !== UPLOAD || file === undefined) continue;
        const scanner = scannerOf(job, step, file);
        if (scanner === undefined) continue;
        const key = `${scanner} ${text(step.inputs['category']) ?? ''}`;
        const before = first.get(key);
        first.set(key, before ?? file);
        if (before === undefined || before === file) continue;
        yield {
          path: step.path,
          message: `${file} of ${scanner} is uploaded under the same category as ${before}`,
          why: 'GitHub keeps one result of a tool and category for each commit: the later one takes the place of the earlier, whose alerts are closed as fixed.',
          fix: 'Give each upload a category of its own: with.category.',
        };
      }
    }
  },
});

/** The action before it in the job that writes the file. */
function scannerOf({ steps }: Job, upload: Step, file: string): string | undefined {
  const before = steps.slice(0, steps.indexOf(upload));
  return before.findLast(({ inputs }) =>
    Object.values(inputs).some((each) => text(each)?.replace(/^\.\//, '') === file.replace(/^\.\//, '')),
  )?.action;
}

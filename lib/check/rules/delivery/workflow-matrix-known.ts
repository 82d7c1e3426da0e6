import { jobsOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { fields, itemsAt, strings, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const workflowMatrixKnown = defineRule({
  id: 'workflow-matrix-known',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'What a job reads of its matrix is a column that the matrix has.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix; https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#matrix-context',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const columns = columnsOf(job);
      if (columns === undefined) continue;
      const said = new Set<string>();
      for (const { path, value } of strings(job.fields, job.path)) {
        if (!value.includes('matrix.') || path.startsWith(`${job.path}.strategy.matrix`)) continue;
        const inside = path.endsWith('.if') ? [value] : [...value.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map(([, body = '']) => body);
        for (const [, name = ''] of inside.flatMap((body) => [...body.replace(/'[^']*'/g, '').matchAll(/(?<![\w.-])matrix\.([\w-]+)/g)])) {
          if (columns.has(name) || said.has(name)) continue;
          said.add(name);
          const near = nearName(name, columns);
          yield {
            path,
            message: `job ${job.name} reads matrix.${name}, and its matrix has ${columns.size === 0 ? 'no columns' : [...columns].join(', ')}`,
            why: 'The expression is empty, and nobody says so: a path becomes that of the whole repository, a name ends in nothing.',
            fix: near === undefined ? 'Read a column that there is, or add it to the matrix.' : `Did you mean matrix.${near}?`,
          };
        }
      }
    }
  },
});

/** Columns of a matrix; `undefined` where expressions make it. */
function columnsOf(job: Job): ReadonlySet<string> | undefined {
  const strategy = job.fields['strategy'];
  const matrix = fields(strategy)['matrix'];
  if (text(strategy) !== undefined || text(matrix) !== undefined) return undefined;
  const all = fields(matrix);
  const added = all['include'];
  if (text(added) !== undefined) return undefined;
  const own = Object.keys(all).filter((key) => key !== 'include' && key !== 'exclude');
  const rows = itemsAt(all, 'include').map(fields);
  return new Set([...own, ...rows.flatMap((row) => Object.keys(row))]);
}

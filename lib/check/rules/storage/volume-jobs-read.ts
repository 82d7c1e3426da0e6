import { fieldsAt, itemsAt, join, text, type Fields } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const SOURCE = 'recurring-job.longhorn.io/source';
const JOB = /^recurring-job(?:-group)?\.longhorn\.io\/(?!source$)/;

export const volumeJobsRead = defineRule({
  id: 'volume-jobs-read',
  severity: 'warning',
  kinds: ['v1/PersistentVolumeClaim', 'apps/v1/StatefulSet'],
  asks: 'The labels by which a claim chooses recurring jobs of Longhorn are ones that Longhorn reads.',
  source: 'https://longhorn.io/docs/1.7.2/snapshots-and-backups/scheduling-backups-and-snapshots/#set-up-recurring-jobs-using-pvc-labels',
  *check({ object }) {
    if (object.kind === 'PersistentVolumeClaim') yield* labels(fieldsAt(object, 'metadata.labels'), 'metadata.labels');
    else
      for (const [index, each] of itemsAt(object, 'spec.volumeClaimTemplates').entries())
        yield* labels(fieldsAt(each, 'metadata.labels'), `spec.volumeClaimTemplates[${index}].metadata.labels`);
  },
});

function* labels(given: Fields, path: string): Iterable<Issue> {
  const chosen = Object.keys(given).filter((name) => JOB.test(name));
  const why = 'The volume stays in the group default only: the job that was to copy it never does.';
  for (const name of [...chosen, ...(SOURCE in given ? [SOURCE] : [])]) {
    const value = text(given[name]) ?? '';
    if (value === 'enabled' || value.includes('{{')) continue;
    yield { path: join(path, name), message: `${name} is "${value}", and Longhorn reads "enabled"`, why, fix: 'Write enabled.' };
  }
  const [first] = chosen;
  if (first === undefined || SOURCE in given) return;
  yield {
    path: join(path, first),
    message: `${first} stands on a claim without ${SOURCE}: enabled`,
    why,
    fix: `Add the label ${SOURCE}: enabled.`,
  };
}

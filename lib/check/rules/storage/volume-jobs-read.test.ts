import { kube, ruleCases } from '../../testing.ts';
import { volumeJobsRead } from './volume-jobs-read.ts';

const claim = (labels: Readonly<Record<string, string>>) => kube('v1/PersistentVolumeClaim', { name: 'data', namespace: 'blog', labels });
const group = 'recurring-job-group.longhorn.io/databases';

ruleCases(volumeJobsRead, {
  accepts: {
    'a group, and the word that lets it be read': [claim({ [group]: 'enabled', 'recurring-job.longhorn.io/source': 'enabled' })],
    'no jobs of its own': [claim({ app: 'mysql' })],
  },
  refuses: {
    'a group alone': {
      given: [claim({ [group]: 'enabled' })],
      says: `${group} stands on a claim without recurring-job.longhorn.io/source: enabled`,
      fix: 'Add the label recurring-job.longhorn.io/source: enabled.',
    },
    'another word': {
      given: [claim({ [group]: 'true', 'recurring-job.longhorn.io/source': 'enabled' })],
      says: `${group} is "true", and Longhorn reads "enabled"`,
    },
  },
});

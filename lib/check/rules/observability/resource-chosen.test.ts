import { alertOn } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { resourceChosen } from './resource-chosen.ts';

const LIMITS = 'kube_pod_container_resource_limits';

ruleCases(resourceChosen, {
  accepts: {
    'one resource': [alertOn(`sum by (pod) (${LIMITS}{resource="memory"}) > 1e9`)],
    'all of them, told apart': [alertOn(`sum by (pod, resource) (${LIMITS}) > 1e9`)],
    'those of one unit': [alertOn(`sum(kube_node_status_allocatable{unit="byte"}) < 1e9`)],
    'a count of what has limits': [alertOn(`count by (pod) (${LIMITS}) < 1`)],
  },
  refuses: {
    'limits of all resources': {
      given: [alertOn(`sum by (pod) (container_memory_working_set_bytes{container!=""}) / sum by (pod) (${LIMITS}) > 0.9`)],
      says: `alert Broken sums ${LIMITS} over all resources`,
    },
  },
});

import { JOB_KINDS } from '../../observability/jobs.ts';
import { lostPath } from '../../observability/log-paths.ts';
import { relabellings } from '../../observability/relabel-sources.ts';
import { defineRule } from '../../rule.ts';

export const logPathFits = defineRule({
  id: 'log-path-fits',
  severity: 'error',
  kinds: JOB_KINDS,
  asks: 'The path that relabelling makes for the logs of a pod is one in which the kubelet keeps them.',
  source:
    'https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.relabel/; https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-location-node',
  *check(manifest, world) {
    for (const { path, name, steps } of relabellings(manifest, world)) {
      const lost = lostPath(steps);
      if (lost === undefined) continue;
      yield {
        path,
        message: `${name} makes ${lost.made} of ${lost.pod}, whose lines are in ${lost.file}`,
        why: 'No file fits: the agent is healthy, says nothing, and sends not one line of any pod.',
        fix: 'Join __meta_kubernetes_pod_uid and __meta_kubernetes_pod_container_name with separator "/", leave regex out, and write replacement /var/log/pods/*$1/*.log.',
      };
    }
  },
});

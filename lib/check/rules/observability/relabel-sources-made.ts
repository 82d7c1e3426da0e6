import { relabellings } from '../../observability/relabel-sources.ts';
import { JOB_KINDS } from '../../observability/jobs.ts';
import { defineRule } from '../../rule.ts';

/** What a target of Kubernetes has that does not begin with two underscores. */
const OWN = new Set(['job']);
/** Labels of the discovery that people mean by a short name. */
const MEANT: Readonly<Record<string, string>> = {
  app: '__meta_kubernetes_pod_label_app',
  container: '__meta_kubernetes_pod_container_name',
  instance: '__address__',
  name: '__meta_kubernetes_pod_name',
  namespace: '__meta_kubernetes_namespace',
  node: '__meta_kubernetes_pod_node_name',
  pod: '__meta_kubernetes_pod_name',
  pod_name: '__meta_kubernetes_pod_name',
  service: '__meta_kubernetes_service_name',
};

export const relabelSourcesMade = defineRule({
  id: 'relabel-sources-made',
  severity: 'error',
  kinds: JOB_KINDS,
  asks: 'A step of relabelling reads labels that the discovery sets or that a step before it makes.',
  source:
    'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config; https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.relabel/',
  *check(manifest, world) {
    for (const { path, name, steps } of relabellings(manifest, world)) {
      const made = new Set(OWN);
      for (const { sources, target, action } of steps) {
        // What a pattern makes of labels may be anything.
        if (action === 'labelmap') break;
        const lost = sources.find((each) => !each.startsWith('__') && !made.has(each) && /^[A-Za-z_]\w*$/.test(each));
        if (target !== undefined) made.add(/[${]/.test(target) ? '' : target);
        if (lost === undefined) continue;
        const later = steps.some((each) => each.target === lost && !each.sources.includes(lost));
        const meant = Object.hasOwn(MEANT, lost) ? MEANT[lost] : undefined;
        yield {
          path,
          severity: action === 'keep' ? 'error' : 'warning',
          message: `${name} reads the label ${lost}, which ${later ? 'only a later step makes' : 'nothing before makes'}`,
          why:
            action === 'keep'
              ? 'It is empty for every target, and keep drops them all: nothing is read.'
              : 'It is empty: what is made of it is not there, and what is chosen by it is not chosen.',
          fix:
            meant !== undefined
              ? `Read ${meant}.`
              : later
                ? 'Put that step first.'
                : 'Read a label of the discovery (__meta_kubernetes_…).',
        };
        break;
      }
    }
  },
});

import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Discoveries whose targets are files of the node. Others (`journal`, `syslog`, `docker_sd_configs` …) read without one. */
const DISCOVERIES = ['kubernetes_sd_configs', 'static_configs', 'file_sd_configs', 'consul_sd_configs'];

export const logFilesNamed = defineRule({
  id: 'log-files-named',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'A job of Promtail that follows files says which: some label or step gives __path__.',
  source: 'https://grafana.com/docs/loki/v2.9.x/send-data/promtail/scraping/',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'promtail')) {
      for (const [index, job] of itemsAt(shape.content, 'scrape_configs').entries()) {
        const found = DISCOVERIES.filter((each) => itemsAt(job, each).length > 0);
        // Files of a discovery, and the catalogue of Consul, bring labels of their own.
        if (found.length === 0 || found.some((each) => each.startsWith('file') || each.startsWith('consul'))) continue;
        if (isNamed(job)) continue;
        yield {
          path: partPath(shape, 'scrape_configs', index),
          message: `job ${textAt(job, 'job_name') ?? ''} discovers ${found.includes('static_configs') ? 'targets' : 'pods'}, and nothing says in which files their lines are (__path__)`,
          why: 'Promtail drops every target with "no path for target": it is healthy, follows no file, and Loki stays empty.',
          fix: 'Add a step with target_label: __path__, for pods with source_labels [__meta_kubernetes_pod_uid, __meta_kubernetes_pod_container_name], separator / and replacement /var/log/pods/*$1/*.log.',
        };
      }
    }
  },
});

function isNamed(job: unknown): boolean {
  const steps = itemsAt(job, 'relabel_configs');
  // A step that maps labels may make this one.
  const stepped = steps.some(
    (step) =>
      textAt(step, 'target_label') === '__path__' ||
      (textAt(step, 'action') === 'labelmap' && (textAt(step, 'replacement') ?? '').includes('path')),
  );
  const labelled = itemsAt(job, 'static_configs').some((each) => textsAt(each, 'labels')['__path__'] !== undefined);
  return stepped || labelled || textAt(job, 'job_name')?.includes('{{') === true;
}

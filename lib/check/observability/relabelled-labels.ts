import { releasesOf } from '../hosts/releases.ts';
import { fields, someString } from '../read.ts';
import type { World } from '../world.ts';
import { pushedJobs, scrapeJobs } from './jobs.ts';

/** Every job is in the tree, or comes from the operator, which never writes such a label. */
export function jobsShown(world: World): boolean {
  return world.once('labels of jobs are shown', () => {
    const charts = releasesOf(world).map(({ chart }) => chart);
    const stack = charts.includes('kube-prometheus-stack');
    return (
      (stack || scrapeJobs(world).length > 0) &&
      !pushedJobs(world).open &&
      !charts.some(
        (chart) =>
          /^(?:prometheus|victoria|vm|k8s-monitoring|opentelemetry)/.test(chart) && !/adapter|exporter|crds|pushgateway/.test(chart),
      )
    );
  });
}

/** A step of a job or of a monitor writes the label. */
export function isWritten(world: World, label: string): boolean {
  return world.once(`jobs write ${label}`, () => {
    const says = (text: string): boolean => text === label || text.includes(`${label}=`);
    if (scrapeJobs(world).some(({ config }) => someString(config, says))) return true;
    const kinds = ['ServiceMonitor', 'PodMonitor', 'Probe', 'ScrapeConfig', 'Prometheus'].flatMap((kind) =>
      ['v1', 'v1alpha1'].map((version) => `monitoring.coreos.com/${version}/${kind}`),
    );
    if (kinds.some((kind) => world.ofKind(kind).some(({ object }) => someString(object, says)))) return true;
    // Steps may be texts of Secrets and values, too.
    return (
      ['v1/Secret', 'v1/ConfigMap'].some((kind) =>
        world
          .ofKind(kind)
          .some(({ object }) =>
            someString(fields(object)['data'] ?? fields(object)['stringData'], (text) =>
              new RegExp(`target_?[lL]abel:?\\s*=?\\s*["']?${label}\\b`).test(text),
            ),
          ),
      ) || releasesOf(world).some(({ values, chart }) => chart !== 'prometheus-adapter' && someString(values, says))
    );
  });
}

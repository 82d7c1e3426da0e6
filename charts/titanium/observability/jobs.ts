import { Duration } from '../../../lib/values/duration.ts';

/** How often everything is asked (seed 003, metrics). */
export const SCRAPE_INTERVAL = Duration.seconds(30);

/** Values of the label `job` by which alerts know what is asked; those of the services are their own names. */
export const JOB = {
  loki: 'loki',
  promtail: 'promtail',
  kubelet: 'kubelet',
  kubeState: 'kube-state-metrics',
} as const;

/** Name of the release that Prometheus comes with (seed 003, metrics); its chart names objects after it. */
export const RELEASE = 'prometheus';

/** What every monitor and rule carries (seed 003, monitors). */
export function monitorLabels(): Record<string, string> {
  return { release: RELEASE };
}

/** A step by which targets get the name of a job, whatever the chart calls their Service. */
export function named(job: string): { targetLabel: string; replacement: string } {
  return { targetLabel: 'job', replacement: job };
}

/** Name of the PodMonitor of the sidecars, and with its namespace of its job (seed 003, monitors). */
export const ENVOY_MONITOR = 'envoy-stats-monitor';

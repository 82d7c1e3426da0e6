import type { ApiObject } from 'cdk8s';
import type { HelmComponent } from '../../../lib/constructs/helm-component.ts';

/** Rule of the proof → why a component may do what it forbids. */
const ACCEPTED = {
  'admin-closed':
    'M31, accepted: seed 003 states node ports for Prometheus and Alertmanager, which know no login; nodes have private addresses only, in the university network',
  'helm-chart-maintained':
    'seed 003 states Promtail 3.5.1, and this is the last chart of it; Grafana Alloy takes its place when the seed does',
} as const;

/** Writes the accepted risk of a component onto its Application, where the proof and every reader find it. */
export function accept(component: HelmComponent<object>, risk: keyof typeof ACCEPTED): void {
  const application = component.node.findChild('Application').node.findChild('Resource') as ApiObject;
  application.metadata.addAnnotation(`slipway.dev/allow.${risk}`, ACCEPTED[risk]);
}

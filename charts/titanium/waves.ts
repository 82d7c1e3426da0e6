import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * Order in which the main Application brings everything up (seed 003, Argo CD; the numbers are chosen). What the services
 * cannot do without comes below 0, where their own objects stand without saying so; what looks at them comes after: a view
 * that fails must not keep a new image from being delivered. The next number waits until everything before is healthy, for
 * which Argo CD has to be told how to judge an Application (`platform/argo-cd.ts`).
 */
export const WAVE = {
  namespaces: -100,
  /** First of all: later waves wait only once its settings are there. */
  delivery: -90,
  /** What brings definitions: istio-base, kube-prometheus-stack; and what autoscalers ask. */
  definitions: -80,
  metricsSources: -80,
  meshControlPlane: -60,
  /** Their pods get image and settings from istiod's webhook. */
  meshGateways: -50,
  services: 0,
  /** Where spans and lines are kept, before those who send and show them. */
  stores: 20,
  collectors: 30,
  views: 30,
  /**
   * A sync does not wait for its last wave. The main Application stands in it because it is as healthy as everything else:
   * waited for earlier, it would stop the very sync that mends the rest. So do autoscalers, which count as degraded until
   * the first figures of their pods arrive.
   */
  last: 100,
} as const;

const WAVE_KEY = 'argocd.argoproj.io/sync-wave';
const OPTIONS_KEY = 'argocd.argoproj.io/sync-options';
/** Without it the first sync ends in its dry run, before any wave, because nobody has brought the definition yet. */
const SKIP_DRY_RUN = 'SkipDryRunOnMissingResource=true';

/** API groups whose definitions come with an Application: istio-base, kube-prometheus-stack. */
const BROUGHT_GROUPS: ReadonlySet<string> = new Set([
  'networking.istio.io',
  'security.istio.io',
  'telemetry.istio.io',
  'monitoring.coreos.com',
]);

/** Waves of kinds that cannot come together with everything else of their folder. */
const WAVE_OF_KIND: Readonly<Record<string, number>> = { Namespace: WAVE.namespaces, HorizontalPodAutoscaler: WAVE.last };

/** Writes on our own objects below `tree` what Argo CD has to know of their order. Called when the tree is complete. */
export function inOrder(tree: IConstruct): void {
  for (const construct of tree.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const wave = WAVE_OF_KIND[construct.kind];
    if (wave !== undefined) construct.metadata.addAnnotation(WAVE_KEY, String(wave));
    if (BROUGHT_GROUPS.has(construct.apiGroup)) construct.metadata.addAnnotation(OPTIONS_KEY, withOption(construct, SKIP_DRY_RUN));
  }
}

/** What is written already stays: who may not be pruned may not be pruned. */
function withOption(object: ApiObject, option: string): string {
  const { annotations } = object.metadata.toJson() as { readonly annotations?: Readonly<Record<string, string>> };
  const written = annotations?.[OPTIONS_KEY];
  return written === undefined ? option : `${written},${option}`;
}

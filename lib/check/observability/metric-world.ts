import { releasesOf } from '../hosts/releases.ts';
import type { World } from '../world.ts';
import { chartValues } from './jobs.ts';

/** VictoriaMetrics reads a language of its own that goes beyond PromQL. */
export function usesOtherEngine(world: World): boolean {
  return world.once('other engine', () => {
    const images = world
      .podTemplates()
      .some(({ containers }) => containers.some(({ image }) => /victoriametrics|vmagent|vmsingle/.test(image ?? '')));
    return (
      images ||
      releasesOf(world).some(({ chart }) => chart.startsWith('victoria-')) ||
      chartValues(world).some(({ chart }) => chart?.startsWith('victoria-'))
    );
  });
}

/** First parts of names that the mixins of Kubernetes, its nodes and Prometheus record. @see https://github.com/kubernetes-monitoring/kubernetes-mixin/tree/master/rules */
const MIXIN =
  /^(:node.*|:kube.*|instance.*|node_.*|node|cluster.*|code.*|namespace.*|workload|count|pod|container|kubelet.*|windows.*|apiserver.*|prometheus.*|alertmanager.*|verb_.*|resource_.*|loki_.*|cortex_.*|tempo_.*|group_.*|strategy)$/;

/** Programs whose own metrics have a colon behind the first word. @see https://docs.vllm.ai/en/latest/usage/metrics.html */
const WITH_COLON = /^(vllm|sglang|lmcache|trtllm)(_\w+)?:/;

/** A metric that the program itself tells, although its name looks like that of a rule. */
export function toldWithColon(metric: string): boolean {
  return WITH_COLON.test(metric);
}

/** A name that a well-known bundle of rules may record where the tree does not show it. */
export function mixinRecords(metric: string): boolean {
  // Loki, Mimir and Tempo record their own metrics by job and by route.
  return metric.startsWith(':') || MIXIN.test(metric.split(':')[0] ?? '') || /:(loki|cortex|tempo)_/.test(metric);
}

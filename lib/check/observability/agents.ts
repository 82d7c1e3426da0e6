import { documentKind } from '../document.ts';
import { helmValuesOf } from '../helm.ts';
import { releasesOf } from '../hosts/releases.ts';
import { at, someString } from '../read.ts';
import type { World } from '../world.ts';

/** Kinds of operators that evaluate rules of Prometheus. */
const EVALUATE = [
  'monitoring.coreos.com/v1/Prometheus',
  'monitoring.coreos.com/v1/ThanosRuler',
  'operator.victoriametrics.com/v1beta1/VMAlert',
  'loki.grafana.com/v1/RulerConfig',
];

/**
 * The release whose Prometheus is an agent, where nothing else in the cluster evaluates rules: agents only collect and send.
 * `undefined` where something may.
 */
export function onlyAgent(world: World): string | undefined {
  return world.once('only agents', () => {
    const stacks = releasesOf(world).filter(({ chart }) => chart === 'kube-prometheus-stack');
    const agents = stacks.filter(({ values, open }) => open !== true && at(values, 'prometheus.agentMode') === true);
    const [agent] = agents;
    if (agent === undefined || agents.length < stacks.length || EVALUATE.some((kind) => world.ofKind(kind).length > 0)) return undefined;
    // Releases of several clusters may bear one name: a hub that evaluates stands beside agents of others.
    const full = world
      .ofKind('argoproj.io/v1alpha1/Application')
      .flatMap(helmValuesOf)
      .some(({ chart, values }) => chart === 'kube-prometheus-stack' && at(values, 'prometheus.agentMode') !== true);
    if (full) return undefined;
    // Collectors hand such rules to a store elsewhere.
    const handsOn = (text: string): boolean => /(mimir|loki)\.rules\.kubernetes/.test(text);
    const kinds = ['v1/ConfigMap', 'argoproj.io/v1alpha1/Application', documentKind('HelmValues')];
    if (kinds.some((kind) => world.ofKind(kind).some(({ object }) => someString(object, handsOn)))) return undefined;
    if (
      at(agent.values, 'thanosRuler.enabled') === true ||
      releasesOf(world).some(
        ({ chart }) => /^(prometheus|thanos|victoria-metrics|mimir)/.test(chart) && chart !== 'prometheus-operator-crds',
      )
    )
      return undefined;
    return agent.name;
  });
}

import { helmValuesOf, HELM_KINDS } from '../helm.ts';
import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { everywhere, type Placed } from './where.ts';
import { yamlIn } from '../text-yaml.ts';

/** Somebody who sends metrics or logs to a store, and the label by which the store knows the cluster. */
export interface Agent extends Placed {
  /** Of the label, or of what should have it. */
  readonly path: string;
  readonly kind: 'metrics' | 'logs';
  readonly label: string | undefined;
  /** Hosts that it sends to. */
  readonly to: readonly string[];
}

/** Kinds that configure agents. */
export const AGENT_KINDS = [
  ...HELM_KINDS,
  'monitoring.coreos.com/v1/Prometheus',
  'monitoring.coreos.com/v1alpha1/PrometheusAgent',
  'v1/ConfigMap',
] as const;

export function agents(world: World): readonly Agent[] {
  return world.everywhere.once('agents of all clusters', () => [
    ...everywhere(world, ...HELM_KINDS).flatMap((each) =>
      helmValuesOf(each.manifest).flatMap(({ values, path }) => inValues(each, values, path)),
    ),
    ...everywhere(world, 'monitoring.coreos.com/v1/Prometheus', 'monitoring.coreos.com/v1alpha1/PrometheusAgent').flatMap((each) =>
      prometheus(each, fieldsAt(each.manifest.object, 'spec'), 'spec'),
    ),
    ...everywhere(world, 'v1/ConfigMap').flatMap(inConfigMap),
  ]);
}

function inValues(each: Placed, values: unknown, path: string): readonly Agent[] {
  const spec = at(values, 'prometheus.prometheusSpec');
  const server = at(values, 'server.remoteWrite');
  return [
    ...(spec === undefined ? [] : prometheus(each, spec, `${path}.prometheus.prometheusSpec`)),
    ...(server === undefined
      ? []
      : agent(each, 'metrics', `${path}.server.global.external_labels`, textAt(values, 'server.global.external_labels.cluster'), server)),
    ...promtail(each, at(values, 'config'), `${path}.config`),
  ];
}

function prometheus(each: Placed, spec: unknown, path: string): readonly Agent[] {
  return agent(each, 'metrics', `${path}.externalLabels`, textAt(spec, 'externalLabels.cluster'), at(spec, 'remoteWrite'));
}

function promtail(each: Placed, config: unknown, path: string): readonly Agent[] {
  return itemsAt(config, 'clients').flatMap((client, index) =>
    agent(each, 'logs', `${path}.clients[${index}].external_labels`, textAt(client, 'external_labels.cluster'), [client]),
  );
}

function agent(each: Placed, kind: Agent['kind'], path: string, label: string | undefined, targets: unknown): readonly Agent[] {
  const to = (Array.isArray(targets) ? (targets as readonly unknown[]) : []).flatMap((target) => host(textAt(target, 'url')) ?? []);
  // Single targets may relabel.
  const relabels = JSON.stringify(targets ?? '').includes('"cluster"') && label === undefined;
  return to.length === 0 || relabels || label?.includes('$') === true ? [] : [{ ...each, path, kind, label, to }];
}

function host(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^https?:\/\/([^/]+)/.exec(url)?.[1];
}

/** `prometheus.yml` and Promtail's file as ConfigMaps hold them. */
function inConfigMap(each: Placed): readonly Agent[] {
  return Object.entries(fieldsAt(each.manifest.object, 'data')).flatMap(([key, content]) => {
    if (typeof content !== 'string' || !/^(remote_write|clients):/m.test(content)) return [];
    const config = yamlIn(content);
    const path = `data["${key}"]`;
    return [
      ...agent(each, 'metrics', path, textAt(config, 'global.external_labels.cluster'), at(config, 'remote_write')),
      ...promtail(each, config, path),
    ].map((found) => ({ ...found, path }));
  });
}

import { helmValuesOf } from '../helm.ts';
import { installerOf } from '../installers.ts';
import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { servicePorts } from '../services.ts';
import { texts } from '../texts.ts';
import type { World } from '../world.ts';
import { addresses } from './addresses.ts';
import { endsBehind } from './called-services.ts';
import { podEnd, type ShownFlow } from './shown-flow.ts';

/** Flows from the pods that a chart makes to Services that its values name: scrape jobs, data sources, endpoints. */
export function* chartCalls(world: World): Generator<ShownFlow> {
  if (!world.podTemplates().some(({ provided }) => provided)) return;
  for (const { manifest } of world.installers()) {
    if (world.worldOf(manifest) !== world) continue;
    const pods = podsOfChart(world, manifest);
    if (pods.length === 0) continue;
    const because = `values of Application ${manifest.object.metadata.name} say`;
    for (const { path, value, namespace } of texts(manifest, world)) {
      if (isProbed(manifest, path)) continue;
      const callers = ofPart(world, manifest, namespace, path) ?? pods;
      for (const { written, host, port } of addresses(value)) {
        const service = world.serviceAt(host, namespace)?.service;
        for (const each of servicePorts(service?.object).filter((one) => one.port === port)) {
          for (const { end, ...to } of service === undefined ? [] : endsBehind(world, service, each)) {
            for (const pod of callers)
              if (pod !== end.pod) yield { from: podEnd(world, pod), to: end, ...to, because: `${because} ${written}`, sure: false };
          }
        }
      }
    }
  }
}

/** Pods that carry the name of the release or of the chart, in the namespace that the Application fills. */
function podsOfChart(world: World, manifest: WorldObject): readonly PodTemplate[] {
  const installer = installerOf(manifest);
  const charts = new Set([manifest.object.metadata.name, ...helmValuesOf(manifest).flatMap(({ chart }) => chart ?? [])]);
  const names = ['app.kubernetes.io/instance', 'app.kubernetes.io/name', 'app'];
  return world
    .podsIn(installer?.namespace ?? '')
    .filter(({ provided, labels }) => provided && names.some((name) => charts.has(labels[name] ?? '')));
}

/** A part of the values is often for a program of its own: `falcosidekick.config` is not for Falco. */
function ofPart(world: World, { object }: WorldObject, namespace: string, path: string): readonly PodTemplate[] | undefined {
  const [, part] = /helm\.(?:valuesObject|values|parameters)\.([\w-]+)\./.exec(path) ?? [];
  if (part === undefined) return undefined;
  const found = world
    .podsIn(namespace)
    .filter(
      ({ provided, labels, owner }) =>
        provided && (labels['app.kubernetes.io/name'] === part || owner.object.metadata.name === `${object.metadata.name}-${part}`),
    );
  return found.length === 0 ? undefined : found;
}

/** A target of a scrape job that is handed to an exporter, which asks it in place of Prometheus. */
function isProbed({ object }: WorldObject, path: string): boolean {
  const end = path.indexOf('.static_configs[');
  if (end === -1) return false;
  let job: unknown = object;
  for (const [, quoted, index, plain] of path.slice(0, end).matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g))
    job = at({ job }, 'job') === undefined ? undefined : (job as Record<string, unknown>)[quoted ?? index ?? plain ?? ''];
  return itemsAt(job, 'relabel_configs').some(
    (each) =>
      textAt(each, 'target_label') === '__address__' &&
      textAt(each, 'replacement') !== undefined &&
      itemsAt(each, 'source_labels').length === 0,
  );
}

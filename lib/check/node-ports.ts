import { documentKind } from './document.ts';
import { helmValuesOf } from './helm.ts';
import { at, fields, itemsAt, join, numberAt, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** A port of the nodes that a Service asks for, or the values of a chart. */
export interface NodePort {
  readonly path: string;
  readonly port: number;
  readonly protocol: string;
  /** `type` beside it, where one is written. */
  readonly type: string | undefined;
}

/** Kinds in which node ports stand. */
export const NODE_PORT_KINDS = [
  'v1/Service',
  'argoproj.io/v1alpha1/Application',
  'argoproj.io/v1alpha1/ApplicationSet',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  documentKind('HelmValues'),
] as const;

/** Node ports of a Service, and numbers under a key named `nodePort` wherever they stand in values. */
export function* nodePortsOf(manifest: WorldObject): Iterable<NodePort> {
  const { object } = manifest;
  if (object.kind === 'Service') {
    for (const [index, each] of itemsAt(object, 'spec.ports').entries()) {
      const port = numberAt(each, 'nodePort');
      const [protocol, type] = [textAt(each, 'protocol') ?? 'TCP', textAt(object, 'spec.type')];
      if (port !== undefined) yield { path: `spec.ports[${index}].nodePort`, port, protocol, type };
    }
    return;
  }
  const values = object.kind === 'HelmValues' ? [{ path: 'values', values: object['values'] as unknown }] : helmValuesOf(manifest);
  for (const each of values) yield* below(each.values, each.path, undefined);
}

function* below(value: unknown, path: string, above: string | undefined): Iterable<NodePort> {
  const own = textAt(value, 'type') ?? textAt(value, 'serviceType') ?? above;
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((each, index) => [`${path}[${index}]`, each] as const)
    : Object.entries(fields(value)).map(([key, each]) => [join(path, key), each] as const);
  for (const [place, each] of entries) {
    if (typeof each === 'number' && place.endsWith('.nodePort')) {
      yield { path: place, port: each, protocol: text(at(value, 'protocol')) ?? 'TCP', type: own };
    } else if (typeof each === 'object') yield* below(each, place, Array.isArray(value) || place.endsWith('.ports') ? own : undefined);
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** All node ports of the tree, by number. */
export function nodePorts(world: World): ReadonlySet<number> {
  return world.once('numbers of node ports', () => {
    const found = new Set<number>();
    for (const kind of NODE_PORT_KINDS) {
      for (const manifest of world.ofKind(kind)) for (const { port } of nodePortsOf(manifest)) found.add(port);
    }
    return found;
  });
}

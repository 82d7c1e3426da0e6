import { documentKind } from '../../document.ts';
import { helmValuesOf } from '../../helm.ts';
import { fields, items, numberAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

/** Ports that a cluster gives to Services of type NodePort unless told otherwise. */
const LOWEST = 30_000;
const HIGHEST = 32_767;

export const nodePortOpen = defineRule({
  id: 'node-port-open',
  severity: 'warning',
  kinds: ['v1/Service', 'argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet', documentKind('HelmValues')],
  asks: 'Where Terraform opens single node ports in a firewall, those that Services use are among them.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  *check(manifest, world) {
    const open = openPorts(world);
    if (open.length === 0) return;
    for (const { port, path } of nodePorts(manifest)) {
      if (open.some(([from, to]) => port >= from && port <= to)) continue;
      yield {
        path,
        message: `node port ${port} is not among those that the firewall opens (${open.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ')})`,
        why: 'The nodes listen and nobody from outside gets through: the address times out, while everything in the cluster is healthy.',
        fix: 'Open the port in the firewall, or use one that is open.',
      };
    }
  },
});

function nodePorts(manifest: WorldObject): readonly { readonly port: number; readonly path: string }[] {
  const { object } = manifest;
  if (object.kind === 'Service') {
    return servicePorts(object).flatMap(({ path }, index) => {
      const port = numberAt(items(fields(object['spec'])['ports'])[index], 'nodePort');
      return port === undefined ? [] : [{ port, path: `${path}.nodePort` }];
    });
  }
  const sources = object.kind === 'HelmValues' ? [{ path: 'values', values: object['values'] }] : helmValuesOf(manifest);
  return sources.flatMap(({ path, values }) => [...nodePortsIn(values, path)]);
}

function* nodePortsIn(value: unknown, path: string): Generator<{ readonly port: number; readonly path: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    const isPort = typeof each === 'number' && /nodeport/i.test(`${path}.${key}`) && each >= LOWEST && each <= HIGHEST;
    if (isPort) yield { port: each, path: place };
    else yield* nodePortsIn(each, place);
  }
}

/** Ports and ranges of firewalls in Terraform, if at least one of them is a single node port: then they are meant to be complete. */
function openPorts(world: World): readonly (readonly [from: number, to: number])[] {
  return world.once('open ports of firewalls', () => {
    const found: [number, number][] = [];
    for (const { object } of world.ofKind(documentKind('TextFile'))) {
      const text = textAt(object, 'text') ?? '';
      if (!/firewall|security_group|security_rule/.test(text)) continue;
      for (const [, list = ''] of text.matchAll(/\bports\s*=\s*\[([^\]]*)\]/g)) {
        for (const [, from = '', to = from] of list.matchAll(/"?(\d+)(?:-(\d+))?"?/g)) found.push([Number(from), Number(to)]);
      }
      for (const [, from = '', to = ''] of text.matchAll(/from_port\s*=\s*(\d+)\s+to_port\s*=\s*(\d+)/g))
        found.push([Number(from), Number(to)]);
    }
    const all = found.some(([from, to]) => from === 0 && (to === 0 || to >= 65_535));
    const single = found.some(([from, to]) => from >= LOWEST && to <= HIGHEST);
    return single && !all ? found.sort((a, b) => a[0] - b[0] || a[1] - b[1]) : [];
  });
}

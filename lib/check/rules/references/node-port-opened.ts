import { documentKind } from '../../document.ts';
import { NODE_PORT_KINDS, nodePortsOf } from '../../node-ports.ts';
import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const nodePortOpened = defineRule({
  id: 'node-port-opened',
  severity: 'warning',
  kinds: NODE_PORT_KINDS,
  asks: 'Where Terraform opens single node ports in a firewall, every node port of the tree is among them.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  *check(manifest, world) {
    const open = openedPorts(world);
    if (open === undefined || isElsewhere(manifest, world)) return;
    for (const { path, port, protocol } of nodePortsOf(manifest)) {
      if (port < 30000 || protocol !== 'TCP' || open.some(([from, to]) => from <= port && port <= to)) continue;
      const known = open.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
      yield {
        path,
        message: `node port ${port} is not among the ports that the firewall opens: ${known}`,
        why: 'Packets from outside are dropped before they reach the node: the address does not answer.',
        fix: `Open ${port} in the firewall, or use a port that is open.`,
      };
    }
  },
});

/** An overlay that no Application installs, where some do: that of a machine behind another firewall, or behind none. */
function isElsewhere({ overlay }: WorldObject, world: World): boolean {
  const installed = world.everywhere.installers().flatMap(({ sources }) => sources.flatMap(({ folder }) => folder ?? []));
  if (overlay === undefined || installed.length === 0 || installed.some((each) => each.includes('{{'))) return false;
  return !installed.some((each) => overlay === each || overlay.startsWith(`${each}/`) || each.startsWith(`${overlay}/`));
}

/** Ranges of ports that firewalls in Terraform let in; `undefined` where none of them is about node ports. */
function openedPorts(world: World): readonly (readonly [number, number])[] | undefined {
  return world.once('opened ports', () => {
    const texts = world.ofKind(documentKind('TextFile')).map(({ object }) => textAt(object, 'text') ?? '');
    const blocks = texts.flatMap((text) =>
      [...text.matchAll(/resource\s+"\w*(?:firewall|security_group|security_list|secgroup_rule)\w*"[\s\S]*?\n\}/g)].map(([block]) => block),
    );
    // What a variable or a list elsewhere opens cannot be read here.
    if (blocks.length === 0 || blocks.some((block) => /(ports|_port|_min|_max)\s*=\s*\[?\s*(var|local|each|toset)\./.test(block)))
      return undefined;
    // Each part of a block has a protocol of its own; node ports are for TCP.
    const parts = blocks
      .flatMap((block) => block.split(/(?=\b(?:allow|ingress)\s*\{)/))
      .filter((part) => !/\bprotocol\s*=\s*"(?:udp|icmp)"/i.test(part));
    const ranges = parts.flatMap((part) => [
      ...[...part.matchAll(/ports\s*=\s*\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/"(\d+)(?:-(\d+))?"/g)].map(([, from, to]) => [Number(from), Number(to ?? from)] as const),
      ),
      ...[...part.matchAll(/(?:from_port|port_range_min)\s*=\s*(\d+)[\s\S]*?(?:to_port|port_range_max)\s*=\s*(\d+)/g)].map(
        ([, from, to]) => [Number(from), Number(to)] as const,
      ),
    ]);
    // Inner rules between nodes open all: then the outer ones are not told apart.
    if (ranges.some(([from, to]) => from <= 1 && to >= 65535) || blocks.some((block) => /protocol\s*=\s*"(all|-1)"/.test(block))) {
      const single = ranges.filter(([from, to]) => to - from < 3000);
      return single.some(([from]) => from >= 30000) ? single : undefined;
    }
    return ranges.some(([from]) => from >= 30000) ? ranges : undefined;
  });
}

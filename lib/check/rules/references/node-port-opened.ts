import { documentKind } from '../../document.ts';
import { NODE_PORT_KINDS, nodePortsOf } from '../../node-ports.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const nodePortOpened = defineRule({
  id: 'node-port-opened',
  severity: 'warning',
  kinds: NODE_PORT_KINDS,
  asks: 'Where Terraform opens single node ports in a firewall, every node port of the tree is among them.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  *check(manifest, world) {
    const open = openedPorts(world);
    if (open === undefined) return;
    for (const { path, port } of nodePortsOf(manifest)) {
      if (port < 30000 || open.some(([from, to]) => from <= port && port <= to)) continue;
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

/** Ranges of ports that firewalls in Terraform let in; `undefined` where none of them is about node ports. */
function openedPorts(world: World): readonly (readonly [number, number])[] | undefined {
  return world.once('opened ports', () => {
    const texts = world.ofKind(documentKind('TextFile')).map(({ object }) => textAt(object, 'text') ?? '');
    const blocks = texts.flatMap((text) =>
      [...text.matchAll(/resource\s+"\w*(?:firewall|security_group|security_list)\w*"[\s\S]*?\n\}/g)].map(([block]) => block),
    );
    // What a variable or a list elsewhere opens cannot be read here.
    if (blocks.length === 0 || blocks.some((block) => /(ports|_port)\s*=\s*\[?\s*(var|local|each|toset)\./.test(block))) return undefined;
    const ranges = blocks.flatMap((block) => [
      ...[...block.matchAll(/ports\s*=\s*\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/"(\d+)(?:-(\d+))?"/g)].map(([, from, to]) => [Number(from), Number(to ?? from)] as const),
      ),
      ...[...block.matchAll(/from_port\s*=\s*(\d+)[\s\S]*?to_port\s*=\s*(\d+)/g)].map(
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

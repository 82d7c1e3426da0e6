import { documentKind } from '../../document.ts';
import { nodePorts } from '../../node-ports.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const KINDS = [documentKind('Script'), documentKind('Guide'), documentKind('TextFile')] as const;

/** A machine of one's own: a private address, or a variable or placeholder for a node, with a port of the nodes behind it. */
const ADDRESS =
  /(?<![\w.])(?:(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})|\$\{?\w*NODE\w*\}?|<[\w -]*node[\w -]*>|\$\(minikube ip\)):(3[0-2]\d{3})(?!\d)/gi;

/** Programs that listen there by themselves: Plex, Ethereum. */
const OF_OTHERS = new Set(['32400', '30303']);

export const nodeAddressPort = defineRule({
  id: 'node-address-port',
  severity: 'warning',
  kinds: KINDS,
  asks: 'Where scripts and guides call a node at a port of the nodes, a Service has that port.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  *check({ object }, world) {
    const text = textAt(object, 'text') ?? '';
    if (!/:3[0-2]\d{3}/.test(text)) return;
    const known = knownPorts(world);
    const said = new Set<string>();
    for (const [index, line] of text.split('\n').entries()) {
      for (const [written, port = ''] of line.matchAll(ADDRESS)) {
        if (known.size === 0 || known.has(port) || said.has(port) || OF_OTHERS.has(port)) continue;
        said.add(port);
        const near = nearName(port, known);
        yield {
          path: `line ${index + 1}`,
          message: `${written} is called, and no Service has node port ${port}; there are ${[...known].sort().join(', ')}`,
          why: 'Nobody listens there: the script waits until it gives up, and the page does not open.',
          fix: near === undefined ? 'Write the node port of the Service that is meant.' : `Did you mean ${near}?`,
        };
      }
    }
  },
});

/** Node ports of Services and values, and those that scripts, Terraform and workflows set by themselves. */
function knownPorts(world: World): ReadonlySet<string> {
  return world.once('node ports as texts', () => {
    const found = new Set([...nodePorts(world)].map(String));
    if (found.size === 0) return found;
    for (const kind of [...KINDS, documentKind('Config')]) {
      for (const { object } of world.ofKind(kind)) {
        const text = textAt(object, 'text') ?? (kind.endsWith('/Config') ? JSON.stringify(object['content'] ?? '') : '');
        if (!/node_?port/i.test(text)) continue;
        for (const [, port = ''] of text.matchAll(/node_?port\w*\W{1,6}(3[0-2]\d{3})\b/gi)) found.add(port);
      }
    }
    return found;
  });
}

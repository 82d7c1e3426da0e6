import { isAddress } from '../../values/cidr.ts';
import { itemsAt } from '../read.ts';
import { serviceHost } from '../services.ts';
import { urlsIn } from '../urls.ts';
import type { World } from '../world.ts';
import type { Peer } from './peer.ts';
import { podEnd, type End, type ShownFlow } from './shown-flow.ts';

/** Flows from pods to the outside world that their command lines show: downloads of init containers, copies of a backup. */
export function* downloads(world: World): Generator<ShownFlow> {
  for (const pod of world.podTemplates()) {
    if (pod.provided) continue;
    const from = podEnd(world, pod);
    for (const container of pod.containers) {
      const line = ['command', 'args']
        .flatMap((list) => itemsAt(container.fields, list))
        .filter((word) => typeof word === 'string')
        .join(' ');
      for (const { host, port } of fetched(line, container.image ?? '')) {
        const to = outside(host, world);
        if (to !== undefined)
          yield { from, to, port, protocol: 'TCP', because: `container ${container.name} connects to ${host}`, sure: true };
      }
    }
  }
}

/** Hosts that a command line connects to: those of its URLs, or names under which the tool of a cloud finds its storage. */
function fetched(line: string, image: string): readonly { readonly host: string; readonly port: number }[] {
  const runs = (...tools: readonly string[]): boolean =>
    tools.some((tool) => new RegExp(`(^|[\\s/;&|(])${tool}\\s`).test(line) || new RegExp(`(^|/)${tool}(:|@|$)`).test(image));
  const urls = urlsIn(line).flatMap(({ host, port }) => (port === undefined ? [] : [{ host, port }]));
  // A release of GitHub is served by another host, to which GitHub redirects.
  const redirected = /https:\/\/github\.com\/[\w./-]+\/releases\/(?:download|latest)\//.test(line) && !line.includes('githubusercontent');
  if (runs('curl', 'wget')) return redirected ? [...urls, { host: '*.githubusercontent.com', port: 443 }] : urls;
  if (!/(^|\s)s3:\/\//.test(line) && !line.includes('gs://')) return [];
  // Another endpoint is written as a URL.
  if (urls.length > 0 || line.includes('--endpoint')) return urls;
  if (runs('aws', 'aws-cli')) return [{ host: '*.amazonaws.com', port: 443 }];
  return runs('gsutil', 'gcloud') ? [{ host: '*.googleapis.com', port: 443 }] : [];
}

/** A host that is surely no Service: three words or more, the last of them no part of cluster DNS. */
function outside(host: string, world: World): End | undefined {
  if (host.endsWith('.local') || host.endsWith('.internal') || host.split('.').includes('svc')) return undefined;
  const service = serviceHost(host, '');
  const inside = service !== undefined && world.find('v1/Service', service.namespace, service.name) !== undefined;
  if (!host.includes('.') || inside) return undefined;
  const peer: Peer = isAddress(host) ? { kind: 'address', address: host } : { kind: 'name', host };
  return { name: host, peer, pod: undefined };
}

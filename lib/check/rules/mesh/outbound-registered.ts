import { clusterUrls } from '../../cluster-urls.ts';
import { entryHosts } from '../../mesh/service-entries.ts';
import { outboundOf } from '../../mesh/outbound.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { texts } from '../../texts.ts';
import { urlsIn } from '../../urls.ts';
import type { World } from '../../world.ts';

export const outboundRegistered = defineRule({
  id: 'outbound-registered',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Where proxies let out known hosts only (REGISTRY_ONLY), what meshed pods call is known to them.',
  source:
    'https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/; https://istio.io/latest/docs/reference/config/networking/sidecar/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (
      pod?.injection !== 'yes' ||
      Object.keys(pod.annotations).some((key) => /traffic\.sidecar\.istio\.io\/(ex|in)cludeOutbound/.test(key))
    )
      return;
    const { registryOnly, sidecar, knows } = outboundOf(world, pod);
    if (!registryOnly) return;
    const said = new Set<string>();
    const inside = new Set<string>();
    for (const { url, path, host, service } of clusterUrls(manifest, world)) {
      inside.add(url.host);
      const full = `${host.name}.${host.namespace}.svc.cluster.local`;
      if (service === undefined || said.has(full) || knows(host.namespace, full)) continue;
      said.add(full);
      yield {
        path,
        severity: 'error',
        message: `${url.text} is in "${host.namespace}", which Sidecar ${sidecar?.object.metadata.name ?? ''} leaves out of the view of this proxy`,
        why: 'With REGISTRY_ONLY the proxy refuses hosts that it does not know: connections are reset, HTTP gets 502.',
        fix: `Add "${host.namespace}/*" to spec.egress[].hosts of the Sidecar.`,
      };
    }
    for (const { key, value, path } of texts(manifest, world)) {
      if (NAMED.test(key)) continue;
      for (const { host } of urlsIn(value)) {
        if (said.has(host) || inside.has(host) || !isOutside(host) || isRegistered(world, host)) continue;
        said.add(host);
        yield {
          path,
          message: `no ServiceEntry makes ${host} known, and proxies here let out known hosts only (REGISTRY_ONLY)`,
          why: 'The proxy sends the call to its black hole: connections are reset, HTTP gets 502.',
          fix: `Add a ServiceEntry for ${host}.`,
        };
      }
    }
  },
});

/** URLs that a program tells others, rather than calls them. */
const NAMED = /public|external|cors|origin|root|callback|redirect|issuer|canonical|frontend|own|self|site|base|link/i;

/** A name of the world's DNS: no single word, no address, nothing of a private network. */
function isOutside(host: string): boolean {
  return /\.[a-z]{2,}$/.test(host) && !/\.(svc|local|internal|cluster|lan|home)$|\.svc\./.test(host);
}

function isRegistered(world: World, host: string): boolean {
  return [...entryHosts(world)].some((each) => each === host || (each.startsWith('*') && host.endsWith(each.slice(1))));
}

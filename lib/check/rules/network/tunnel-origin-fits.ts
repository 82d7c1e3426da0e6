import { certificateNames, certificatesIn, coversHost } from '../../security/certificates.ts';
import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { gatewayServers } from '../../mesh/gateway-servers.ts';
import { at, fields, items, itemsAt, join, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { matches } from '../../selector.ts';
import { serviceHost } from '../../services.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';

/** Services that are no address. */
const WORDS = /^(?:http_status:\d+|hello_world|hello-world|bastion|socks-proxy|unix(?:\+tls)?:.+)$/;
/** By these cloudflared finds another name in the certificate, or does not look. */
const EASED = ['originServerName', 'noTLSVerify', 'matchSNItoHost'];

export const tunnelOriginFits = defineRule({
  id: 'tunnel-origin-fits',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'What a Cloudflare tunnel sends on goes to an address with a scheme and without a path, which is the one that the gateway behind speaks and has a certificate for.',
  source: 'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/configure-tunnels/origin-configuration/',
  *check({ object }, world) {
    for (const [key, written] of Object.entries(textsAt(object, 'data'))) {
      if (!/^ingress:/m.test(written) || !/^(?:tunnel|credentials-file|originRequest|warp-routing):/m.test(written)) continue;
      const config = fields(yamlIn(written));
      for (const rule of items(config['ingress'])) {
        const service = textAt(rule, 'service') ?? '';
        if (service === '' || /[$<{]/.test(service) || WORDS.test(service)) continue;
        const eased = EASED.some((each) => [rule, config].some((from) => at(from, `originRequest.${each}`) !== undefined));
        const found = misread(service) ?? misfit(service, object.metadata.namespace ?? '', eased, world);
        if (found !== undefined) yield { path: join('data', key), ...found };
      }
    }
  },
});

/** What cloudflared refuses when it reads its file. */
function misread(service: string): Omit<Issue, 'path'> | undefined {
  const [, scheme, path] = /^([a-z]+):\/\/[^/\s]+(\/.*)?$/.exec(service) ?? [];
  const why = 'cloudflared refuses its settings and does not start: the whole site is gone.';
  if (scheme === undefined) return { message: `${service} has no scheme`, why, fix: `Write http://${service}.` };
  if (path === undefined || !/^https?$/.test(scheme)) return undefined;
  return {
    message: `${service} has a path, and a tunnel sends each request to the path that it asked for`,
    why,
    fix: `Write ${service.slice(0, -path.length)}.`,
  };
}

/** The other scheme than that of the server behind, or a name that its certificate does not have. */
function misfit(service: string, own: string, eased: boolean, world: World): Omit<Issue, 'path'> | undefined {
  const [, scheme = '', host = '', written] = /^(https?):\/\/([\w.-]+)(?::(\d+))?/.exec(service) ?? [];
  const target = serviceHost(host, own);
  const pods = gatewayPods(world).find(({ namespace, labels }) => namespace === target?.namespace && labels['app'] === target.name);
  if (pods === undefined) return undefined;
  const port = Number(written ?? (scheme === 'https' ? 443 : 80));
  const gateways = world
    .ofKind('networking.istio.io/v1/Gateway')
    .filter(({ object }) => matches(textsAt(object, 'spec.selector'), pods.labels));
  const servers = gateways.flatMap((each) => gatewayServers(each).filter((server) => server.port === port));
  if (servers.length === 0) return undefined;
  if (servers.every(({ secure }) => secure !== (scheme === 'https')))
    return {
      message: `${service} is called by ${scheme}, and the gateway speaks ${scheme === 'https' ? 'plain HTTP' : 'TLS'} on port ${port}`,
      why: 'No answer comes that cloudflared can read: everybody gets 502.',
      fix: scheme === 'https' ? 'Write http://.' : 'Write https:// with originRequest.originServerName, or the port for plain HTTP.',
    };
  if (scheme === 'http' || eased || gateways.some((each) => isNamed(each, host, world))) return undefined;
  return {
    message: `cloudflared asks the gateway for the certificate of ${host}, and it has those of ${[...new Set(servers.flatMap(({ hosts }) => hosts))].join(', ')}`,
    why: 'The handshake fails, as the name is none of the gateway: everybody gets 502 ("Unable to reach the origin service").',
    fix: 'Set originRequest.originServerName to the public host, or matchSNItoHost: true.',
  };
}

function isNamed(gateway: WorldObject, host: string, world: World): boolean {
  const secrets = itemsAt(gateway.object, 'spec.servers').flatMap((each) => textAt(each, 'tls.credentialName') ?? []);
  return secrets.some((secret) => certificatesIn(world, secret, undefined).some((each) => coversHost(certificateNames(each), host)));
}

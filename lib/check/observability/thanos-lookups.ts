import { itemsAt, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { serviceHost } from '../services.ts';
import type { World } from '../world.ts';
import type { ThanosPart } from './thanos.ts';

/** Those of `--query` and `--alertmanagers.url` are called by HTTP. */
const CALLED = /^--(?:endpoint|store)[\w.-]*=(?:dns\w*\+)?(https?:\/\/)/;
const LOOKUP = /^--(?:endpoint|store|rule|query|alertmanagers\.url)[\w.-]*=(?:https?:\/\/)?(dns|dnssrv|dnssrvnoa)\+(?:https?:\/\/)?(.+)$/;

/** Places that Thanos looks up by DNS: `dnssrv+` asks for a named port, `dns+` for a host with the number of one. @see https://thanos.io/tip/thanos/service-discovery.md/#dns-service-discovery */
export function* lookupFaults({ object }: WorldObject, world: World, { words, path }: ThanosPart): Iterable<Issue> {
  const why = 'The look-up finds nothing ("no such host"): the stores do not appear, and their metrics are missing in every answer.';
  for (const word of words) {
    const [, url] = CALLED.exec(word) ?? [];
    if (url !== undefined) {
      yield {
        path,
        message: `${word} is a URL, and Thanos calls its parts by gRPC`,
        why: 'No connection is made ("too many colons in address"): the stores do not appear, and their metrics are missing in every answer.',
        fix: `Leave out ${url}, and name the port for gRPC (10901).`,
      };
      continue;
    }
    const [, kind = '', place = ''] = LOOKUP.exec(word) ?? [];
    if (kind === '' || /[${<]/.test(place)) continue;
    if (kind === 'dns') {
      if (/:\d+(?:\/|$)/.test(place) || place.startsWith('_')) continue;
      yield { path, message: `${word} names no port`, why, fix: `Write dns+${place}:10901, the port for gRPC.` };
      continue;
    }
    const [, port, host = ''] = /^_([\w-]+)\._(?:tcp|udp)\.([\w.-]+)$/.exec(place) ?? [];
    if (port === undefined) {
      const bare = place.replace(/:\d+$/, '');
      yield {
        path,
        message: `${word} looks for a record of a port (SRV), which has a name such as _grpc._tcp.${bare}`,
        why,
        fix: `Write ${kind}+_grpc._tcp.${bare} with the name of the port, or dns+${bare}:10901.`,
      };
      continue;
    }
    const target = serviceHost(host, object.metadata.namespace ?? '');
    const service = target === undefined ? undefined : world.find('v1/Service', target.namespace, target.name);
    const names = itemsAt(service?.object, 'spec.ports').map((each) => textAt(each, 'name') ?? '');
    if (service === undefined || names.includes(port)) continue;
    const near = nearName(port, names) ?? names.find((each) => each.includes('grpc'));
    yield {
      path,
      message: `${word} asks for the port ${port} of Service ${service.object.metadata.name}, which has ${names.filter((each) => each !== '').join(', ') || 'no named port'}`,
      why,
      fix: near === undefined ? 'Give the port of the Service that name.' : `Did you mean _${near}._tcp?`,
    };
  }
}

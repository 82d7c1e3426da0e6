import { addTo } from '../../../values/multimap.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { at, fields, fieldsAt, items, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const composeAgrees = defineRule({
  id: 'compose-agrees',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'The programs of a compose file publish ports of their own, and name programs, volumes and networks that the file declares.',
  source: 'https://docs.docker.com/reference/compose-file/services/',
  *check({ object, file = '' }, world) {
    if (!COMPOSE.test(file)) return;
    const content = object['content'];
    const services = Object.entries(fieldsAt(content, 'services'));
    const taken = new Map<string, string>();
    for (const [name, service] of services) {
      const path = `content.services.${name}`;
      for (const [index, port] of itemsAt(service, 'ports').entries()) {
        const published = publishedBy(port);
        const other = published === undefined ? undefined : taken.get(published);
        if (published === undefined || at(service, 'profiles') !== undefined) continue;
        taken.set(published, other ?? name);
        if (other === undefined || other === name) continue;
        yield {
          path: `${path}.ports[${index}]`,
          message: `${name} publishes port ${published.replace(/^:/, '')}, and so does ${other}`,
          why: 'The second of the two does not start: "port is already allocated".',
          fix: 'Publish one of them on another port.',
        };
      }
      // `docker-compose.test.yml` is laid over the file beside it.
      yield* declared(service, path, at(content, 'include') === undefined ? around(world, parentFolder(file)) : undefined);
    }
  },
});

/** `8443:8443`, `127.0.0.1:80:8080/tcp`, or the long form: the address and port of the host, and the protocol where it is none of TCP. */
function publishedBy(port: unknown): string | undefined {
  const long = textAt(port, 'published');
  if (long !== undefined)
    return /^\d+$/.test(long) ? `${textAt(port, 'host_ip') ?? ''}:${long}${textAt(port, 'protocol') === 'udp' ? '/udp' : ''}` : undefined;
  const [, address = '', number, protocol = ''] = /^(?:([\d.]+):)?(\d+):\d+(\/udp)?(?:\/tcp)?$/.exec(text(port) ?? '') ?? [];
  return number === undefined ? undefined : `${address === '0.0.0.0' ? '' : address}:${number}${protocol}`;
}

const COMPOSE = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/;

/** The contents of all compose files of a folder. */
function around(world: World, folder: string): readonly unknown[] {
  const byFolder = world.once('compose files by folder', () => {
    const map = new Map<string, unknown[]>();
    for (const { object, file = '' } of world.ofKind(documentKind('Config')))
      if (COMPOSE.test(file)) addTo(map, parentFolder(file), object['content']);
    return map;
  });
  return byFolder.get(folder) ?? [];
}

function* declared(service: unknown, path: string, contents: readonly unknown[] | undefined): Iterable<Issue> {
  const needed = at(service, 'depends_on');
  const others = Array.isArray(needed) ? items(needed).flatMap((each) => text(each) ?? []) : Object.keys(fields(needed));
  const networks = at(service, 'networks');
  const joined = Array.isArray(networks) ? items(networks).flatMap((each) => text(each) ?? []) : Object.keys(fields(networks));
  // A path, and what is no name, is a folder of the host.
  const volumes = itemsAt(service, 'volumes').flatMap((each) => {
    const source = textAt(each, 'type') === 'volume' ? textAt(each, 'source') : /^([A-Za-z][\w.-]*):\//.exec(text(each) ?? '')?.[1];
    return source ?? [];
  });
  if (contents === undefined) return;
  const known = (key: string): readonly string[] => contents.flatMap((content) => Object.keys(fieldsAt(content, key)));
  const lists = [
    { key: 'depends_on', what: 'program', written: others, known: known('services') },
    { key: 'networks', what: 'network', written: joined, known: [...known('networks'), 'default'] },
    { key: 'volumes', what: 'volume', written: volumes, known: known('volumes') },
  ];
  for (const list of lists) {
    for (const name of list.written) {
      if (list.known.includes(name) || name.includes('$')) continue;
      const near = nearName(name, list.known);
      yield {
        path: `${path}.${list.key}`,
        message: `there is no ${list.what} ${name} in this file`,
        why: 'Docker Compose refuses the file: nothing of it starts.',
        fix: near === undefined ? `Declare it, or name one that is declared.` : `Did you mean "${near}"?`,
      };
    }
  }
}

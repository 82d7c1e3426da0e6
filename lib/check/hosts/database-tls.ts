import { databaseOf } from '../databases.ts';
import { parseImage } from '../images.ts';
import { volume, type Container, type PodTemplate } from '../pods.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { serviceHost } from '../services.ts';
import { texts, type Text } from '../texts.ts';
import type { World } from '../world.ts';

/** A place where a client says how it encrypts its way to PostgreSQL. */
export interface SslMode {
  readonly path: string;
  readonly mode: string;
  readonly service: WorldObject;
  /** The workload that runs the server, and whether it surely has no certificate. */
  readonly server: PodTemplate;
  readonly plain: boolean;
}

/** `postgres://user:word@db:5432/shop?sslmode=require` */
const URL = /\bpostgres(?:ql)?(?:\+\w+)?:\/\/(?:[^\s@/"']*@)?([a-z0-9][a-z0-9.-]*)(?::\d+)?\/[^\s"'?]*\?[^\s"']*?\bsslmode=([\w-]+)/gi;
/** `host=db user=shop sslmode=require` */
const WORDS = /\bhost=([a-z0-9][a-z0-9.-]*)\b[^\n"']*?\bsslmode=([\w-]+)/g;
const HOSTS = ['HOST', 'HOSTNAME', 'ADDR', 'SERVER'];

export function* sslModes(manifest: WorldObject, world: World): Iterable<SslMode> {
  for (const each of texts(manifest, world)) {
    for (const { mode, host } of modesIn(each)) {
      const found = each.short || host.includes('.') ? serviceHost(host, each.namespace) : undefined;
      const service = found === undefined ? undefined : world.find('v1/Service', found.namespace, found.name);
      const server =
        service === undefined ? undefined : world.podsOfService(service).find((pod) => databaseOf(pod)?.database.name === 'PostgreSQL');
      if (service === undefined || server === undefined) continue;
      yield { path: each.path, mode, service, server, plain: isPlain(server, world) };
    }
  }
}

/** Programs whose driver (lib/pq of Go) encrypts unless it is told otherwise. @see https://pkg.go.dev/github.com/lib/pq#hdr-Connection_String_Parameters */
const DEMANDING = /(?:^|\/)(?:postgres[-_]exporter|migrate)(?::|@|$)/;
const SILENT = /^(?:postgres(?:ql)?:\/\/)?(?:[^\s@/"']*@)?([a-z0-9][a-z0-9.-]*)(?::\d+)?\/[^\s"']*$/i;

/** A client that says nothing of encryption, and whose driver then insists on it. */
export function* silentClients(
  manifest: WorldObject,
  world: World,
): Iterable<Pick<SslMode, 'path' | 'service' | 'server'> & { readonly name: string }> {
  const pod = world.podTemplate(manifest);
  for (const { image = '', fields, path } of pod?.containers ?? []) {
    if (!DEMANDING.test(image)) continue;
    const variables = itemsAt(fields, 'env');
    if (variables.some((each) => textAt(each, 'name') === 'PGSSLMODE')) continue;
    for (const [index, each] of variables.entries()) {
      const name = textAt(each, 'name') ?? '';
      const value = /^DATA_SOURCE_(?:NAME|URI)$|DATABASE_URL$/.test(name) ? (textAt(each, 'value') ?? '') : '';
      if (/sslmode=|[{<]/.test(value)) continue;
      const found = serviceHost(SILENT.exec(value)?.[1] ?? '', pod?.namespace ?? '');
      const service = found === undefined ? undefined : world.find('v1/Service', found.namespace, found.name);
      const server =
        service === undefined ? undefined : world.podsOfService(service).find((other) => databaseOf(other)?.database.name === 'PostgreSQL');
      if (service !== undefined && server !== undefined && isPlain(server, world))
        yield { path: `${path}.env[${index}].value`, name, service, server };
    }
  }
}

function* modesIn({ key, value, beside }: Text): Iterable<{ readonly mode: string; readonly host: string }> {
  if (value.includes('sslmode=')) {
    for (const pattern of [URL, WORDS]) for (const [, host = '', mode = ''] of value.matchAll(pattern)) yield { host, mode };
    return;
  }
  const prefix = /^(?:PG(?=SSLMODE$)|(\w*?)_?)SSL_?MODE$/.exec(key);
  if (prefix === null || beside === undefined || !/^[\w-]+$/.test(value)) return;
  const stem = prefix[1] ?? 'PG';
  const names = [
    ...HOSTS.map((end) => (stem === '' || stem === 'PG' ? `${stem}${end}` : `${stem}_${end}`)),
    'POSTGRES_HOST',
    'DB_HOST',
    'PGHOST',
  ];
  const host = names.map((name) => beside(name)).find((each) => each !== undefined && /^[a-z0-9.-]+$/.test(each));
  if (host !== undefined) yield { mode: value, host };
}

/** The official image makes no certificate; one must be named. @see https://hub.docker.com/_/postgres */
function isPlain(pod: PodTemplate, world: World): boolean {
  const container = databaseOf(pod)?.container;
  if (
    container === undefined ||
    !/^(library\/postgres|postgis\/postgis|timescale\/timescaledb)$/.test(parseImage(container.image ?? '').path)
  )
    return false;
  const words = [...itemsAt(container.fields, 'command'), ...itemsAt(container.fields, 'args')].flatMap((each) => text(each) ?? []);
  if (words.some((word) => /\bssl\b|\bssl_/.test(word))) return false;
  return (
    mountedTexts(container, pod, world)?.every(
      (content) => !/^\s*ssl\s*=\s*'?(on|true|yes|1)\b|ALTER\s+SYSTEM\s+SET\s+ssl\b|\bssl\s*=\s*on\b/im.test(content),
    ) ?? false
  );
}

/** Files of ConfigMaps that a container mounts; `undefined` where something else may hold a configuration. */
function mountedTexts(container: Container, pod: PodTemplate, world: World): readonly string[] | undefined {
  const found: string[] = [];
  for (const mount of itemsAt(container.fields, 'volumeMounts')) {
    const source = volume(pod, textAt(mount, 'name') ?? '');
    const name = textAt(source, 'configMap.name');
    if (source?.['secret'] !== undefined || source?.['projected'] !== undefined) return undefined;
    if (name === undefined) continue;
    const config = world.find('v1/ConfigMap', pod.namespace, name);
    if (config === undefined) return undefined;
    found.push(...Object.values(textsAt(config.object, 'data')));
  }
  return found;
}

import { portOf } from '../mesh/sidecar.ts';
import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, textAt } from '../read.ts';
import type { FoundConfig } from './nginx-configs.ts';
import { directivesNamed, type Directive } from './nginx.ts';

/** Where a `listen` of nginx listens. */
export interface Listen {
  readonly port: number;
  readonly tls: boolean;
  /** Takes the requests that no name of a server meets. */
  readonly usual: boolean;
}

/** What a server listens on; port 80 for one that does not say. Sockets, and what a variable decides, are left out. */
export function listensOf({ block = [] }: Directive): readonly Listen[] {
  const own = block.filter(({ name }) => name === 'listen');
  if (own.length === 0) return [{ port: 80, tls: false, usual: false }];
  return own.flatMap(({ args }) => {
    const [address = '', ...words] = args;
    const port = Number(address.replace(/^.*:(?=\d+$)/, '') || 80);
    if (address.startsWith('unix:') || (Number.isNaN(port) && !/^[\d.]+$|^\[|^\*$/.test(address))) return [];
    return [{ port: Number.isNaN(port) ? 80 : port, tls: words.includes('ssl'), usual: /\bdefault(_server)?\b/.test(words.join(' ')) }];
  });
}

/** Servers for HTTP, of all configurations of a folder in the order in which nginx reads them. */
export function serversOf(configs: readonly FoundConfig[]): readonly Directive[] {
  return [...configs]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap(({ config }) =>
      [...directivesNamed(config.directives, 'server')]
        .filter(({ directive, around }) => directive.block !== undefined && !around.some(({ name }) => name === 'stream'))
        .map(({ directive }) => directive),
    );
}

/** Whether a configuration takes in files that may have servers of their own. */
export function includesServers({ config }: FoundConfig): boolean {
  return [...directivesNamed(config.directives, 'include')].some(({ directive }) =>
    /(conf\.d|sites|http\.d|\*)/.test(directive.args[0] ?? ''),
  );
}

/** The server that gets a request to a port for a host; `undefined` where expressions decide, or none listens. */
export function serverFor(servers: readonly Directive[], port: number, host: string): Directive | undefined {
  const listening = servers.filter((each) => listensOf(each).some((listen) => listen.port === port));
  const names = (server: Directive): readonly string[] =>
    (server.block ?? []).filter(({ name }) => name === 'server_name').flatMap(({ args }) => args);
  if (listening.some((each) => names(each).some((name) => name.startsWith('~')))) return undefined;
  return (
    listening.find((each) => names(each).some((name) => meets(name, host))) ??
    listening.find((each) => listensOf(each).some((listen) => listen.port === port && listen.usual)) ??
    listening[0]
  );
}

function meets(name: string, host: string): boolean {
  if (name.startsWith('*.')) return host.endsWith(name.slice(1));
  return name.startsWith('.') ? host === name.slice(1) || host.endsWith(name) : name === host;
}

/** The code with which a server answers a path by a `return`, for itself or in the location that gets it. */
export function returnedBy({ block = [] }: Directive, path: string): number | undefined {
  const codeOf = (list: readonly Directive[]): number | undefined => {
    const code = list.find(({ name }) => name === 'return')?.args[0] ?? '';
    return /^\d{3}$/.test(code) ? Number(code) : undefined;
  };
  const own = codeOf(block);
  if (own !== undefined) return own;
  const location = locationFor(block, path);
  return location === 'unknown' ? undefined : codeOf(location?.block ?? []);
}

/** The location of a server that gets a path; `unknown` where an expression may take it first. */
export function locationFor(block: readonly Directive[], path: string): Directive | 'unknown' | undefined {
  const locations = block.filter(({ name }) => name === 'location');
  if (locations.some(({ args }) => args[0]?.startsWith('~') === true)) return 'unknown';
  const exact = locations.find(({ args }) => args[0] === '=' && args[1] === path);
  const [longest] = locations
    .filter(({ args }) => args[0] !== '=' && path.startsWith(args.at(-1) ?? ''))
    .sort((a, b) => (b.args.at(-1) ?? '').length - (a.args.at(-1) ?? '').length);
  return exact ?? longest;
}

/** The server that turns a probe away which comes by the address of the pod, or with a Host of its own. */
export function turnedAway(
  configs: readonly FoundConfig[],
  probe: unknown,
  pod: PodTemplate,
): { readonly host: string; readonly line: number; readonly code: number } | undefined {
  if (configs.some(includesServers)) return undefined;
  const stated = itemsAt(probe, 'httpGet.httpHeaders').find((each) => textAt(each, 'name')?.toLowerCase() === 'host');
  const host = textAt(stated, 'value') ?? textAt(probe, 'httpGet.host') ?? '';
  const port = portOf(pod, at(probe, 'httpGet.port'));
  const server = port === undefined ? undefined : serverFor(serversOf(configs), port, host);
  const code = server === undefined ? undefined : returnedBy(server, textAt(probe, 'httpGet.path') ?? '/');
  return server === undefined || code === undefined || code < 400 ? undefined : { host, line: server.line, code };
}

import { environmentOf } from '../hosts/environment.ts';
import { parseImage } from '../images.ts';
import { mountedMaps } from '../mounted-maps.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { fieldsAt } from '../read.ts';
import { yamlIn } from '../text-yaml.ts';
import { nginxConfigs } from '../texts/nginx-configs.ts';
import { locationFor, serverFor, serversOf } from '../texts/nginx-servers.ts';
import type { Directive } from '../texts/nginx.ts';
import type { World } from '../world.ts';
import { isFrom, programOf, versionOf, wordsOf } from './of-images.ts';

/** A page of a program that is asked for without a login. */
export interface Page {
  readonly path: string;
  readonly port: number | undefined;
}

/** Why a program answers a page with 401 or 403 to whoever brings no login, in words: `REGISTRY_AUTH is htpasswd`. */
export function lockOf(page: Page, container: Container, pod: PodTemplate, world: World): string | undefined {
  const { path } = parseImage(container.image ?? '');
  if (/(?:^|\/)registry$|(?:^|\/)distribution$/.test(path))
    return page.path.startsWith('/v2') ? registry(container, pod, world) : undefined;
  if (/(?:^|\/)zot(?:-[\w-]+)?$/.test(path)) return page.path.startsWith('/v2') ? zot(container, pod, world) : undefined;
  if (/(?:^|\/)elasticsearch$/.test(path)) return elasticsearch(container, pod, world);
  if (programOf(container) === 'rabbitmq')
    return page.path.startsWith('/api/') && page.port === 15_672 ? 'its API of management asks for a user' : undefined;
  return webConfig(container, pod, world) ?? nginx(page, container, pod, world);
}

function textsOf(container: Container, pod: PodTemplate, world: World): readonly string[] {
  return mountedMaps(pod, container, world).flatMap(({ data }) => Object.values(data));
}

function registry(container: Container, pod: PodTemplate, world: World): string | undefined {
  const [variable] = [...environmentOf(container.fields, pod.namespace, world)].filter(
    ([name, value]) => /^REGISTRY_AUTH(?:_HTPASSWD_|_TOKEN_|$)/.test(name) && value !== 'none' && value !== '',
  );
  if (variable !== undefined) return `${variable[0]} is set`;
  const file = textsOf(container, pod, world).find((each) => /^auth:\s*\n\s+(?:htpasswd|token|silly):/m.test(each));
  return file === undefined ? undefined : 'its configuration has auth';
}

function zot(container: Container, pod: PodTemplate, world: World): string | undefined {
  const config = textsOf(container, pod, world).find((each) => /"distSpecVersion"|distSpecVersion:/.test(each));
  if (config === undefined || config.includes('anonymousPolicy')) return undefined;
  const [kind] = Object.keys(fieldsAt(yamlIn(config), 'http.auth')).filter((key) => /^(?:htpasswd|ldap|bearer|openid)$/.test(key));
  return kind === undefined ? undefined : `http.auth has ${kind}`;
}

function elasticsearch(container: Container, pod: PodTemplate, world: World): string | undefined {
  const written =
    environmentOf(container.fields, pod.namespace, world).get('xpack.security.enabled') ??
    textsOf(container, pod, world)
      .map((each) => /^xpack\.security\.enabled:\s*"?(\w+)/m.exec(each)?.[1])
      .find((each) => each !== undefined);
  if (written === 'true') return 'xpack.security.enabled is true';
  return written === undefined && isFrom(versionOf(container), 8) ? 'its security is on since version 8' : undefined;
}

/** `--web.config.file` of Prometheus and what is built on its toolkit: the users there are asked for on every page. */
function webConfig(container: Container, pod: PodTemplate, world: World): string | undefined {
  const file = wordsOf(container)
    .map(({ value }) => /^--web\.config\.file=(\S+)/.exec(value)?.[1])
    .find((each) => each !== undefined);
  if (file === undefined) return undefined;
  const text = mountedMaps(pod, container, world)
    .flatMap(({ data }) => Object.entries(data))
    .find(([key]) => file.endsWith(`/${key}`))?.[1];
  return Object.keys(fieldsAt(yamlIn(text ?? ''), 'basic_auth_users')).length > 0 ? `${file} has basic_auth_users` : undefined;
}

function nginx({ path, port = 80 }: Page, container: Container, pod: PodTemplate, world: World): string | undefined {
  const configs = mountedMaps(pod, container, world)
    .filter(({ folder }) => folder.startsWith('/etc/nginx'))
    .flatMap(({ config }) => nginxConfigs(config, world));
  const server = serverFor(serversOf(configs), port, '');
  const location = locationFor(server?.block ?? [], path);
  if (server?.block === undefined || location === 'unknown') return undefined;
  // A return answers before anybody is asked who he is, and satisfy may let addresses in.
  const around = [...(location?.block ?? []), ...server.block];
  if (around.some(({ name }) => name === 'satisfy') || location?.block?.some(({ name }) => name === 'return') === true) return undefined;
  const own = authOf(location?.block);
  const asked = own ?? authOf(server.block);
  if (asked === undefined || asked === 'off') return undefined;
  return `auth_basic of ${own === undefined ? 'its server' : `location ${location?.args.join(' ') ?? ''}`} asks for a user`;
}

function authOf(block: readonly Directive[] | undefined): string | undefined {
  return block?.find(({ name }) => name === 'auth_basic')?.args[0];
}

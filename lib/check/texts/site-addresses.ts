import { documentKind } from '../document.ts';
import { itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** An address under which a generator of sites writes its links. */
export interface SiteAddress {
  /** `Hugo` */
  readonly generator: string;
  /** As the setting is called: `baseURL`. */
  readonly key: string;
  readonly url: string;
  /** Path in the object: `line 3`, `content.baseURL`. */
  readonly path: string;
}

/** Files of generators of sites, by their names, and the key of the address in each. */
const FILES: readonly { readonly generator: string; readonly file: RegExp; readonly keys: readonly string[] }[] = [
  { generator: 'Hugo', file: /(^|\/)(hugo|config)\.(toml|ya?ml|json)$/, keys: ['baseURL', 'baseUrl', 'baseurl'] },
  { generator: 'Jekyll', file: /(^|\/)_config\.ya?ml$/, keys: ['url'] },
  { generator: 'MkDocs', file: /(^|\/)mkdocs\.ya?ml$/, keys: ['site_url'] },
];
/** What else stands in a configuration of Hugo; its names are those of many programs. */
const OF_HUGO = ['theme', 'languageCode', 'defaultContentLanguage', 'paginate', 'params', 'menu', 'markup', 'enableRobotsTXT', 'title'];

/** The address that a configuration of a generator states; those of themes are for their authors. */
export function siteAddress({ object, file = '' }: WorldObject): SiteAddress | undefined {
  const known = FILES.find((each) => each.file.test(file));
  if (known === undefined || /(^|\/)(themes|exampleSite|node_modules|vendor)\//.test(file)) return undefined;
  if (object.kind === 'TextFile') {
    const content = textAt(object, 'text') ?? '';
    const [before, key = '', url] = /^[^[]*?^\s*(base[Uu][Rr][Ll])\s*=\s*["']([^"'\n]*)["']/m.exec(content) ?? [];
    if (before === undefined || url === undefined || !OF_HUGO.some((each) => new RegExp(`^\\s*\\[?${each}\\b`, 'm').test(content)))
      return undefined;
    return { generator: known.generator, key, url, path: `line ${before.split('\n').length}` };
  }
  const content = object['content'];
  if (
    object.kind !== 'Config' ||
    (known.generator === 'Hugo' && !OF_HUGO.some((each) => typeof content === 'object' && content !== null && each in content))
  )
    return undefined;
  for (const key of known.keys) {
    const url = textAt(content, key);
    if (url !== undefined) return { generator: known.generator, key, url, path: `content.${key}` };
  }
  return undefined;
}

/** Kinds in which such configurations stand. */
export const SITE_KINDS = [documentKind('TextFile'), documentKind('Config')] as const;

/** Hosts that routes of gateways and Ingresses serve. */
export function routedHosts(world: World): ReadonlySet<string> {
  return world.once('hosts with a route', () => {
    const found = new Set<string>();
    const put = (list: readonly unknown[]): void => {
      for (const each of list) {
        const host = text(each);
        if (host !== undefined) found.add(host);
      }
    };
    for (const { object } of world.ofKind('networking.istio.io/v1/VirtualService'))
      if (itemsAt(object, 'spec.gateways').some((each) => each !== 'mesh')) put(itemsAt(object, 'spec.hosts'));
    for (const { object } of world.ofKind('gateway.networking.k8s.io/v1/HTTPRoute')) put(itemsAt(object, 'spec.hostnames'));
    for (const { object } of world.ofKind('networking.k8s.io/v1/Ingress'))
      put(itemsAt(object, 'spec.rules').map((rule) => textAt(rule, 'host')));
    return found;
  });
}

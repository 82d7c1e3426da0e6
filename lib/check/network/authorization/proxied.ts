import { join, textsAt } from '../../read.ts';
import type { WorldObject } from '../../rule.ts';

/** A location of nginx that hands requests on. */
export interface ProxiedLocation {
  /** `data["default.conf"]` */
  readonly path: string;
  /** As written: `/api/`. */
  readonly location: string;
  readonly host: string;
  readonly port: number;
  /** What the paths of requests begin with when they arrive. */
  readonly arrives: string;
}

/** Locations in the configuration of nginx whose upstream is written out; one by a regular expression counts where that begins with plain text (`^/api(/|$)`). */
export function proxiedLocations(manifest: WorldObject): readonly ProxiedLocation[] {
  let found = known.get(manifest);
  if (found === undefined) known.set(manifest, (found = [...search(manifest)]));
  return found;
}

/** Asked for each pod that reads the ConfigMap. */
const known = new WeakMap<WorldObject, readonly ProxiedLocation[]>();

function* search({ object }: WorldObject): Generator<ProxiedLocation> {
  for (const [key, value] of Object.entries(textsAt(object, 'data'))) {
    if (!value.includes('proxy_pass')) continue;
    const content = value.replace(/(^|\s)#.*$/gm, '');
    for (const [, operator, location = '', body = ''] of content.matchAll(
      /location\s+(=\s+|\^~\s+|~\*?\s+)?(\^?\/[^\s{]*)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g,
    )) {
      if (/\brewrite\s/.test(body)) continue;
      const [, host = '', port, uri] = /proxy_pass\s+http:\/\/([a-z0-9.-]+)(?::(\d+))?(\/[^\s;$]*)?\s*;/.exec(body) ?? [];
      const arrives = operator?.startsWith('~') === true ? beginning(location) : location.startsWith('^') ? undefined : (uri ?? location);
      if (host === '' || arrives === undefined) continue;
      yield { path: join('data', key), location, host, port: port === undefined ? 80 : Number(port), arrives };
    }
  }
}

/** The plain text that all paths of a regular expression begin with; `/api/` for `^/api(/|$)`, whose one path without slash is left out. */
function beginning(expression: string): string | undefined {
  const [, plain, rest = ''] = /^\^(\/[\w/-]*)(.*)$/.exec(expression) ?? [];
  if (plain === undefined || /^[?*+.|]/.test(rest)) return undefined;
  return /^\((?:\?:)?\/\|\$\)/.test(rest) ? `${plain}/` : plain;
}

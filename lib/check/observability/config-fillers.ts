import type { Container, PodTemplate } from '../pods.ts';
import { fieldsAt, itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';

export interface Filler {
  readonly program: RegExp;
  /** A file that the program fills in, by a word of it. */
  readonly file: RegExp;
  readonly variable: RegExp;
  /** The flag without which nothing is filled in. */
  readonly flag?: RegExp;
}

/** Programs that put variables of their surroundings into their configuration; those with a default are left alone. */
export const FILLERS: readonly Filler[] = [
  // Links and texts of data sources have variables of their own ($__value, $1): https://grafana.com/docs/grafana/latest/administration/provisioning/#using-environment-variables
  {
    program: /^grafana(?:-oss|-enterprise)?$/,
    file: /^(?:datasources|providers|contactPoints):/m,
    variable: /(?<!\$)\$(?:\{([A-Z]\w*)\}|([A-Z][A-Z0-9_]+)\b)/g,
  },
  { program: /^opentelemetry-collector(?:-\w+)*$/, file: /^receivers:/m, variable: /(?<!\$)\$\{(?:env:)?([A-Z]\w*)\}/g },
  {
    program: /^(?:loki|tempo|promtail)$/,
    file: /^(?:server|clients|schema_config|distributor):/m,
    variable: /(?<!\$)\$\{([A-Z]\w*)\}/g,
    flag: /^--?config\.expand-env(?:=true)?$/,
  },
];

/** Names of the variables of a container; `undefined` where some come from what the tree does not have. */
export function variablesOf({ fields }: Container, { namespace }: PodTemplate, world: World): ReadonlySet<string> | undefined {
  const names = new Set(itemsAt(fields, 'env').map((each) => textAt(each, 'name') ?? ''));
  for (const each of itemsAt(fields, 'envFrom')) {
    const source = world.find('v1/ConfigMap', namespace, textAt(each, 'configMapRef.name') ?? '');
    if (source === undefined) return undefined;
    for (const key of Object.keys(fieldsAt(source.object, 'data'))) names.add(`${textAt(each, 'prefix') ?? ''}${key}`);
  }
  return names;
}

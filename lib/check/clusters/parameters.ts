import { fields, fieldsAt, items, itemsAt, textAt } from '../read.ts';

/** What generators hand to the template of an ApplicationSet; `undefined` where nobody knows. */
export type Parameters = ReadonlySet<string> | undefined;

const OF_CLUSTERS = ['name', 'nameNormalized', 'server', 'project'];

/** Parameters that every generator of a list gives, by their names without the first dot. */
export function parametersOf(generators: readonly unknown[]): Parameters {
  const each = generators.map(ofGenerator);
  const [first, ...more] = each;
  // What one of several gives is enough: each may have a template of its own.
  if (first === undefined || each.includes(undefined)) return undefined;
  return new Set([...first, ...more.flatMap((one) => [...(one ?? [])])]);
}

function ofGenerator(generator: unknown): Parameters {
  const own = fields(generator);
  for (const nested of ['matrix', 'merge']) {
    if (nested in own) return parametersOf(itemsAt(own[nested], 'generators'));
  }
  if ('clusters' in own) return new Set([...OF_CLUSTERS, 'metadata', ...valuesOf(own['clusters'])]);
  if ('list' in own) {
    const list = fields(own['list']);
    if ('elementsYaml' in list) return undefined;
    return new Set([...items(list['elements']).flatMap((element) => Object.keys(fields(element)))]);
  }
  const git = fieldsAt(own, 'git');
  if ('directories' in git && textAt(git, 'pathParamPrefix') === undefined) return new Set(['path', ...valuesOf(git)]);
  return undefined;
}

function valuesOf(generator: unknown): readonly string[] {
  return 'values' in fields(generator) ? ['values'] : [];
}

/** A parameter that a template names: `{{.path.basename}}` → `path`, with a dot. */
export interface Named {
  readonly written: string;
  readonly name: string;
  readonly dotted: boolean;
}

/** Plain parameters in a text; conditions, functions and variables of Go templates are left out. */
export function namedIn(text: string): readonly Named[] {
  return [...text.matchAll(/\{\{-?\s*(\.?)([A-Za-z_][\w-]*)((?:\.[\w./-]+|\[\d+\])*)\s*(?:\|[^}]*)?-?\}\}/g)].flatMap(
    ([written, dot, name = '']) => (KEYWORDS.has(name) ? [] : { written, name, dotted: dot === '.' }),
  );
}

const KEYWORDS = new Set(['end', 'else', 'if', 'range', 'with', 'define', 'template', 'block', 'break', 'continue', 'now']);

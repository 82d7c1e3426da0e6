import { fields, fieldsAt, itemsAt, text, textAt, textsAt } from './read.ts';
import { kindOf, type WorldObject } from './rule.ts';
import type { Installer } from './installers.ts';
import type { World } from './world.ts';
import { literal } from '../values/literal.ts';

/** One entry of an Application's `ignoreDifferences`. */
export interface IgnoreEntry {
  /** `spec.ignoreDifferences[0]` */
  readonly path: string;
  readonly group: string;
  readonly kind: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly pointers: readonly string[];
  /** jq paths as patterns of pointers; what is too clever to follow ends in a wildcard. */
  readonly patterns: readonly RegExp[];
  /** Whatever these managers own is ignored. */
  readonly managers: readonly string[];
}

export function ignoreEntries({ spec, specPath }: Installer): readonly IgnoreEntry[] {
  return itemsAt(spec, 'ignoreDifferences').map((entry, index) => ({
    path: `${specPath}.ignoreDifferences[${index}]`,
    group: textAt(entry, 'group') ?? '',
    kind: textAt(entry, 'kind') ?? '',
    name: textAt(entry, 'name'),
    namespace: textAt(entry, 'namespace'),
    pointers: itemsAt(entry, 'jsonPointers').flatMap((each) => text(each) ?? []),
    patterns: itemsAt(entry, 'jqPathExpressions').map((each) => jqPattern(text(each) ?? '')),
    managers: itemsAt(entry, 'managedFieldsManagers').flatMap((each) => text(each) ?? []),
  }));
}

/** Whether an entry is about an object; group and kind may be patterns with `*`. */
export function isAbout(entry: IgnoreEntry, { object }: WorldObject): boolean {
  const key = kindOf(object);
  const group = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  return (
    fits(entry.group, group) &&
    fits(entry.kind, object.kind) &&
    (entry.name === undefined || entry.name === '' || entry.name === object.metadata.name) &&
    (entry.namespace === undefined || entry.namespace === '' || entry.namespace === object.metadata.namespace)
  );
}

function fits(pattern: string, name: string): boolean {
  return pattern === name || (pattern.includes('*') && new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(name));
}

/** Whether an entry ignores the value at a pointer: its own pointer, or one above it. */
export function ignores(entry: IgnoreEntry, pointer: string): boolean {
  return (
    entry.managers.length > 0 ||
    entry.pointers.some((each) => pointer === each || pointer.startsWith(`${each.replace(/\/$/, '')}/`)) ||
    entry.patterns.some((each) => each.test(pointer))
  );
}

/** `.spec.http[].route[0]` → `/spec/http/<any>/route/0` and everything below. */
function jqPattern(expression: string): RegExp {
  const match = /^((\.?\[\d*\]|\.?\["[^"]*"\]|\."[^"]*"|\.[\w-]+)*)(.*)$/s.exec(expression.trim());
  const steps = (match?.[1] ?? '').match(/\[\d*\]|\["[^"]*"\]|"[^"]*"|[\w-]+/g) ?? [];
  const names = steps.map((step) =>
    step === '[]'
      ? '[^/]+'
      : literal(
          step
            .replace(/^\[?"?|"?\]?$/g, '')
            .replaceAll('~', '~0')
            .replaceAll('/', '~1'),
        ),
  );
  // `?` and filters such as `| select(…)` narrow the path in ways that are taken on trust.
  const clever = (match?.[3] ?? '').replace(/\?$/, '') !== '';
  return new RegExp(`^/${names.join('/')}${clever ? '' : '(/|$)'}`);
}

/** Ignored for every Application by Argo CD's own configuration, in its ConfigMap or in the values of its chart. */
export function ignoredBySystem(world: World, { object }: WorldObject, pointer: string): boolean {
  const settings = world.once('argocd-cm', () => [
    ...world
      .ofKind('v1/ConfigMap')
      .filter((each) => each.object.metadata.name === 'argocd-cm')
      .map((each) => textsAt(each.object, 'data')),
    // Of a thousand Applications one configures Argo CD: the others would be asked for each field of each object.
    ...world.everywhere
      .installers()
      .map(({ spec }) => textsAt(fieldsAt(spec, 'source.helm.valuesObject'), 'configs.cm'))
      .filter((settings) => Object.keys(settings).length > 0),
  ]);
  const slash = object.apiVersion.indexOf('/');
  const group = slash === -1 ? '' : object.apiVersion.slice(0, slash);
  const names = [`${group}_${object.kind}`, 'all'].map((name) => `resource.customizations.ignoreDifferences.${name}`);
  return settings.some((data) => names.some((name) => data[name]?.includes(pointer) === true));
}

/** Where a pointer leaves a list; `undefined` when it does not. A field that is missing may come at run time. */
export function outOfList(object: unknown, pointer: string): string | undefined {
  let found = object;
  let path = '';
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(found)) {
      if (!/^\d+$/.test(step) || Number(step) >= found.length)
        return `${path}, which has ${found.length} ${found.length === 1 ? 'item' : 'items'}`;
      found = (found as unknown[])[Number(step)];
    } else {
      found = fields(found)[step];
    }
    if (found === undefined) return undefined;
    path += `/${raw}`;
  }
  return undefined;
}

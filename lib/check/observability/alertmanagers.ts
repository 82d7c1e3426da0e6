import { at, fields, itemsAt, text, textAt } from '../read.ts';
import { releasesOf } from '../hosts/releases.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { partPath, shapesIn, type Shape } from './shapes.ts';

/** A route with its place. */
export interface Route {
  readonly path: string;
  readonly root: boolean;
  readonly fields: unknown;
  readonly receiver: string | undefined;
  readonly matchers: readonly RouteMatcher[];
}

export interface RouteMatcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** Configuration of an Alertmanager: its own file, or the object of the operator. */
export interface Alertmanager {
  readonly shape: Shape;
  /** The operator's object, whose fields are in camel case and which is one part of the whole. */
  readonly part: boolean;
  /** Chart values that fall together with those of kube-prometheus-stack. */
  readonly stack: boolean;
  readonly routes: readonly Route[];
  readonly receivers: readonly { readonly name: string; readonly path: string; readonly fields: unknown }[];
}

export function alertmanagersIn(world: World, manifest: WorldObject): readonly Alertmanager[] {
  return shapesIn(world, manifest, 'alertmanager').map((shape) => {
    const part = manifest.object.kind === 'AlertmanagerConfig';
    return {
      shape,
      part,
      stack: manifest.object.kind !== 'ConfigMap' && manifest.object.kind !== 'Secret' && /(^|\.)alertmanager\.config$/.test(shape.path),
      routes: [...routesOf(shape, at(shape.content, 'route'), ['route'], true)],
      receivers: itemsAt(shape.content, 'receivers').map((each, index) => ({
        name: textAt(each, 'name') ?? '',
        path: partPath(shape, 'receivers', index),
        fields: each,
      })),
    };
  });
}

function* routesOf(shape: Shape, route: unknown, steps: readonly (string | number)[], root: boolean): Iterable<Route> {
  yield { path: partPath(shape, ...steps), root, fields: route, receiver: textAt(route, 'receiver'), matchers: matchersOf(route) };
  for (const [index, child] of itemsAt(route, 'routes').entries()) yield* routesOf(shape, child, [...steps, 'routes', index], false);
}

/** `matchers`, in either form, and the older `match` and `match_re`. */
export function matchersOf(route: unknown, start = ''): readonly RouteMatcher[] {
  const list = itemsAt(route, `${start === '' ? 'm' : `${start}_m`}atchers`).flatMap((each): readonly RouteMatcher[] => {
    const [, label, operator = '=', value = ''] = /^\s*"?([\w.]+)"?\s*(=~|!~|!=|=)\s*(.*?)\s*$/.exec(text(each) ?? '') ?? [];
    if (label !== undefined) return [{ label, operator, value: value.replace(/^"(.*)"$/, '$1') }];
    const name = textAt(each, 'name');
    return name === undefined
      ? []
      : [
          {
            label: name,
            operator: textAt(each, 'matchType') ?? (at(each, 'regex') === true ? '=~' : '='),
            value: textAt(each, 'value') ?? '',
          },
        ];
  });
  const old = (field: string, operator: string): readonly RouteMatcher[] =>
    Object.entries(fields(at(route, field))).map(([label, value]) => ({ label, operator, value: text(value) ?? '' }));
  return [...list, ...old(start === '' ? 'match' : `${start}_match`, '='), ...old(start === '' ? 'match_re' : `${start}_match_re`, '=~')];
}

/** Keys of a receiver that reach somebody: `slack_configs`, `slackConfigs`. */
export function integrationsOf(receiver: unknown): readonly { readonly key: string; readonly fields: unknown }[] {
  return Object.entries(fields(receiver)).flatMap(([key, list]) =>
    /_configs$|Configs$/.test(key) && Array.isArray(list) ? list.map((each: unknown) => ({ key, fields: each })) : [],
  );
}

/** Somebody tells an Alertmanager not to add the namespace of an AlertmanagerConfig to its routes. */
export function addsNoNamespace(world: World): boolean {
  return world.once('alertmanager adds no namespace', () => {
    const objects = world.ofKind('monitoring.coreos.com/v1/Alertmanager').map(({ object }) => at(object, 'spec'));
    return [...objects, ...releasesOf(world).map(({ values }) => at(values, 'alertmanager.alertmanagerSpec'))].some((spec) => {
      const type = textAt(spec, 'alertmanagerConfigMatcherStrategy.type');
      return type !== undefined && type !== 'OnNamespace';
    });
  });
}

import { fields, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { partPath, shapesIn, shapesOfKind, type Shape } from './shapes.ts';

/** A rule of Prometheus: it alerts, or records the answer of a query under a name. */
export interface AlertRule {
  readonly manifest: WorldObject;
  readonly kind: 'alert' | 'record';
  readonly name: string;
  readonly expr: string;
  readonly for: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly group: string;
  /** How often the group is evaluated, where it says so itself. */
  readonly interval: string | undefined;
  /** Path of the rule, or of the text it stands in. */
  readonly path: string;
  readonly inText: boolean;
}

/** LogQL: the same form of rules and panels, answered by Loki. */
export function isLogQuery(expr: string): boolean {
  return /\|[=~]|[}\])`"]\s*!~\s*[`"]|\|\s*(json|logfmt|regexp|pattern|unwrap|line_format|label_format)\b|(^|\()\s*\{(?!\s*__name__)/.test(
    expr,
  );
}

export function alertRules(world: World): readonly AlertRule[] {
  return world.once('alert rules', () => shapesOfKind(world, 'rules').flatMap(rulesOf));
}

export function alertRulesIn(world: World, manifest: WorldObject): readonly AlertRule[] {
  return shapesIn(world, manifest, 'rules').flatMap(rulesOf);
}

function rulesOf(shape: Shape): readonly AlertRule[] {
  return itemsAt(shape.content, 'groups').flatMap((group, place) =>
    itemsAt(group, 'rules').flatMap((rule, index): readonly AlertRule[] => {
      const expr = text(fields(rule)['expr']);
      const alert = textAt(rule, 'alert');
      const name = alert ?? textAt(rule, 'record');
      if (expr === undefined || name === undefined || isLogQuery(expr) || isTemplated(expr)) return [];
      return [
        {
          manifest: shape.manifest,
          kind: alert === undefined ? 'record' : 'alert',
          name,
          expr,
          for: textAt(rule, 'for'),
          labels: textsAt(rule, 'labels'),
          annotations: textsAt(rule, 'annotations'),
          group: textAt(group, 'name') ?? '',
          interval: textAt(group, 'interval'),
          path: partPath(shape, 'groups', place, 'rules', index),
          inText: shape.inText,
        },
      ];
    }),
  );
}

/** Filled in by Helm, kustomize or envsubst before Prometheus reads it. */
export function isTemplated(expr: string): boolean {
  // `$1` is a group of label_replace.
  return /\{\{|\$\{(?!__)|<%|<<|\$(?![{_\d])\w/.test(expr);
}

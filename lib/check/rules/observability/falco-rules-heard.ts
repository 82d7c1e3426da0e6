import { documentKind } from '../../document.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { nameOf } from '../../paths.ts';
import { deaf, LEVELS, quiet } from '../../observability/falco-levels.ts';
import { FALCO_RULES } from '../../observability/falco-names.ts';
import { SHAPE_KINDS, partPath, shapesIn, shapesOfKind } from '../../observability/shapes.ts';
import { at, fields, fieldsAt, items, textAt } from '../../read.ts';
import { isSample, nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const falcoRulesHeard = defineRule({
  id: 'falco-rules-heard',
  severity: 'warning',
  kinds: [...new Set([...SHAPE_KINDS, ...HELM_KINDS])],
  asks: 'What rules of Falco see is worse than the least that is told, in words that are levels; and rules that are changed exist.',
  source:
    'https://falco.org/docs/reference/daemon/config-options/; https://github.com/falcosecurity/falcosidekick#configuration; https://falco.org/docs/concepts/rules/overriding/',
  *check(manifest, world) {
    yield* changed(manifest, world);
    yield* unloaded(manifest, world);
    if (manifest.object.kind === 'ConfigMap') return;
    for (const { values, path, chart } of helmValuesOf(manifest)) {
      // Values of a chart around it hold Falco's as a part.
      for (const [base, root] of [
        ['', values],
        ['falco', at(values, 'falco')],
      ] as const) {
        const place = base === '' ? path : `${path}.${base}`;
        if (
          at(root, 'driver') === undefined &&
          at(root, 'falcosidekick') === undefined &&
          at(root, 'customRules') === undefined &&
          chart !== 'falco' &&
          chart !== 'falcosidekick'
        )
          continue;
        yield* quiet(root, place, world);
        yield* deaf(fieldsAt(root, 'falcosidekick.config'), `${place}.falcosidekick.config`, world);
        yield* levels(fieldsAt(root, 'falcosidekick.config'), `${place}.falcosidekick.config`);
        if (chart === 'falcosidekick') yield* levels(fieldsAt(root, 'config'), `${place}.config`);
      }
    }
  },
});

function* levels(config: unknown, path: string): Iterable<Issue> {
  for (const [name, output] of Object.entries(fields(config))) {
    const level = textAt(output, 'minimumpriority');
    if (level === undefined || level === '' || level.includes('{{') || LEVELS.includes(level.toLowerCase())) continue;
    const near = LEVELS.find((each) => each.startsWith(level.toLowerCase())) ?? nearName(level.toLowerCase(), LEVELS);
    yield {
      path: `${path}.${name}.minimumpriority`,
      message: `minimumpriority of ${name} is "${level}", which is no level`,
      why: 'Falcosidekick takes a word that it does not know for the lowest: everything is sent, and what matters drowns.',
      fix: near === undefined ? `Write one of ${LEVELS.join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
}

/** A rule that is switched off, or added to, must be there. */
function* changed(manifest: WorldObject, world: World): Iterable<Issue> {
  const shapes = shapesIn(world, manifest, 'falco');
  if (shapes.length === 0) return;
  const own = shapesOfKind(world, 'falco').flatMap(({ content }) =>
    items(content).flatMap((each) =>
      at(each, 'condition') !== undefined && at(each, 'override') === undefined && at(each, 'append') !== true
        ? (textAt(each, 'rule') ?? [])
        : [],
    ),
  );
  const known = [...FALCO_RULES, ...own];
  for (const shape of shapes) {
    for (const [index, each] of items(shape.content).entries()) {
      const rule = textAt(each, 'rule');
      const changes =
        at(each, 'override') !== undefined ||
        at(each, 'append') === true ||
        (at(each, 'enabled') !== undefined && at(each, 'condition') === undefined);
      if (rule === undefined || !changes || known.includes(rule)) continue;
      const near = nearName(rule, known) ?? known.find((one) => one.toLowerCase() === rule.toLowerCase());
      yield {
        path: partPath(shape, index),
        // Rules of plug-ins and of other files are not known here.
        severity: near === undefined ? 'info' : 'error',
        message: `it changes the rule "${rule}", which neither this tree nor Falco has`,
        why: 'Falco refuses the file: "no rule by that name already exists". It does not start, and nothing is watched.',
        fix: near === undefined ? 'Write the name of the rule as it stands where it is defined.' : `Did you mean "${near}"?`,
      };
    }
  }
}

/** Rules in a file of which nothing that installs Falco speaks. */
function* unloaded(manifest: WorldObject, world: World): Iterable<Issue> {
  const { object, file = '' } = manifest;
  if (object.kind !== 'Config' || isSample(file)) return;
  const [shape] = shapesIn(world, manifest, 'falco');
  const falco = world.once('releases of falco', () => releasesOf(world).filter(({ chart }) => chart === 'falco'));
  if (shape === undefined || falco.length !== 1 || falco[0]?.open === true) return;
  const names = items(shape.content).flatMap((each) => textAt(each, 'rule') ?? []);
  const loaded = JSON.stringify(at(falco[0]?.values, 'customRules') ?? '');
  if (names.length === 0 || spokenOf(world).includes(nameOf(file))) return;
  const isCopy = names.every((name) => loaded.includes(name));
  yield {
    path: shape.path,
    severity: isCopy ? 'info' : 'warning',
    message: isCopy
      ? `the rules of ${nameOf(file)} also stand in the values of Falco, and nothing loads this file`
      : `nothing hands the rules of ${nameOf(file)} ("${names[0] ?? ''}"${names.length > 1 ? ` and ${names.length - 1} more` : ''}) to Falco`,
    why: isCopy
      ? 'Whoever changes the rules here changes nothing: Falco asks by those of its values.'
      : 'Falco runs with the rules that it brings, and what these were written for is seen by nobody.',
    fix: isCopy ? 'Remove the file.' : `Hand them over with the values of its chart (customRules): helm upgrade … -f ${file}.`,
  };
}

/** Texts and objects in which a file may be named. */
function spokenOf(world: World): string {
  return world.once('texts that may name rules of falco', () =>
    [...(['Script', 'Workflow', 'TextFile', 'Guide', 'Aside'] as const).map(documentKind), ...HELM_KINDS]
      .flatMap((kind) => world.ofKind(kind))
      .concat(world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization'))
      .map(({ object }) => JSON.stringify(object))
      .join('\n'),
  );
}

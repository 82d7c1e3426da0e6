import { helmValuesOf } from '../../helm.ts';
import { asksNothing, EXPRESSION, notReduced } from '../../observability/grafana-rules.ts';
import { dataSources, generatedUid } from '../../observability/grafanas.ts';
import { at, fields, fieldsAt, itemsAt, join, textAt, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';

const KINDS = ['v1/ConfigMap', 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease', 'slipway.dev/v1/HelmValues'];

export const grafanaAlertingWorks = defineRule({
  id: 'grafana-alerting-works',
  severity: 'error',
  kinds: KINDS,
  asks: 'Alerts that are provisioned in Grafana ask data sources that exist for a stretch of time, decide by one number that they have, and go to a contact point that exists.',
  source: 'https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/',
  *check(manifest, world) {
    const files = filesOf(manifest);
    if (files.length === 0) return;
    const points = world.once('contact points of grafana', () =>
      KINDS.flatMap((kind) => world.ofKind(kind)).flatMap((each) =>
        filesOf(each).flatMap(({ content }) => itemsAt(content, 'contactPoints').flatMap((point) => textAt(point, 'name') ?? [])),
      ),
    );
    for (const { path, content } of files) {
      for (const policy of itemsAt(content, 'policies')) yield* policies(policy, path, points);
      for (const group of itemsAt(content, 'groups')) for (const rule of itemsAt(group, 'rules')) yield* ruleFaults(rule, path, world);
    }
  },
});

interface Provisioned {
  readonly path: string;
  readonly content: unknown;
}

const known = new WeakMap<WorldObject, readonly Provisioned[]>();

/** Files of `provisioning/alerting`, in ConfigMaps and in values of the chart. */
function filesOf(manifest: WorldObject): readonly Provisioned[] {
  let found = known.get(manifest);
  if (found === undefined) known.set(manifest, (found = manifest.object.kind === 'ConfigMap' ? inData(manifest) : inValues(manifest)));
  return found;
}

function inData({ object }: WorldObject): readonly Provisioned[] {
  return Object.entries(textsAt(object, 'data')).flatMap(([key, text]) =>
    /^\s*(?:contactPoints|policies):|^\s*(?:datasourceUid|["']datasourceUid["']):/m.test(text) && /^apiVersion:|"apiVersion"/m.test(text)
      ? [{ path: join('data', key), content: yamlIn(text) }]
      : [],
  );
}

function inValues(manifest: WorldObject): readonly Provisioned[] {
  return helmValuesOf(manifest).flatMap(({ values, path }) =>
    ['alerting', 'grafana.alerting'].flatMap((key) =>
      Object.entries(fieldsAt(values, key)).map(([name, content]) => ({
        path: join(`${path}.${key}`, name),
        content: typeof content === 'string' ? yamlIn(content) : content,
      })),
    ),
  );
}

function* policies(policy: unknown, path: string, points: readonly string[]): Iterable<Issue> {
  const receiver = textAt(policy, 'receiver');
  if (receiver !== undefined && points.length > 0 && !points.includes(receiver) && receiver !== 'grafana-default-email') {
    const near = nearName(receiver, points) ?? (points.length === 1 ? points[0] : undefined);
    yield {
      path,
      message: `a policy sends to "${receiver}", and the contact points are ${points.join(', ')}`,
      why: 'Grafana does not start with it: provisioning ends with "receiver does not exist".',
      fix: near === undefined ? 'Name a contact point that there is.' : `Did you mean "${near}"?`,
    };
  }
  for (const route of itemsAt(policy, 'routes')) yield* policies(route, path, points);
}

function* ruleFaults(rule: unknown, path: string, world: World): Iterable<Issue> {
  const data = itemsAt(rule, 'data');
  const title = textAt(rule, 'title') ?? textAt(rule, 'uid') ?? '';
  if (data.length === 0) return;
  const refs = data.flatMap((each) => textAt(each, 'refId') ?? []);
  const condition = textAt(rule, 'condition');
  const named = [
    ...(condition === undefined ? [] : [{ what: 'decides by', ref: condition }]),
    ...data.flatMap((each) => {
      const ref =
        EXPRESSION.has(textAt(each, 'datasourceUid') ?? '') && textAt(each, 'model.type') !== 'math'
          ? textAt(each, 'model.expression')
          : undefined;
      return ref === undefined || !/^[\w ]+$/.test(ref) ? [] : [{ what: 'reckons with', ref }];
    }),
  ];
  for (const { what, ref } of named) {
    if (refs.includes(ref)) continue;
    yield {
      path,
      message: `rule "${title}" ${what} ${ref}, and its queries are ${refs.join(', ')}`,
      why: 'Grafana refuses the rule: "condition does not exist". The whole folder of alerts is not provisioned.',
      fix: `Name ${refs.at(-1) ?? 'a query'}, or add the query.`,
    };
  }
  yield* asksNothing(data, title, path);
  yield* notReduced(data, title, path, condition, world);
  const sources = dataSources(world);
  if (sources.length === 0) return;
  const uids = new Set(sources.flatMap(({ uid, name }) => [uid ?? generatedUid(name)]));
  for (const each of data) {
    const uid = textAt(each, 'datasourceUid') ?? '';
    if (uid === '' || EXPRESSION.has(uid) || uids.has(uid) || /[${]/.test(uid) || at(fields(each), 'model') === undefined) continue;
    const near = nearName(uid, uids);
    yield {
      path,
      severity: 'warning',
      message: `rule "${title}" asks the data source "${uid}"; declared are ${[...uids].sort().join(', ')}`,
      why: 'Each evaluation ends with "data source not found": the alert is in error, and never tells what it was made for.',
      fix: near === undefined ? 'Name the uid of a data source that is declared.' : `Did you mean "${near}"?`,
    };
  }
}

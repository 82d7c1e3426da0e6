import { alertmanagersIn, integrationsOf } from '../../observability/alertmanagers.ts';
import { calledBare, definitionsIn, readsData, unknownIn } from '../../observability/message-templates.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { strings, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Templates that Alertmanager has itself, which all read the alerts. */
const BUILT_IN = /^(?:__\w+|[\w-]+\.default\.\w+)$/;

export const alertMessageRenders = defineRule({
  id: 'alert-message-renders',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Messages of Alertmanager call functions and read fields that it has, and hand the alerts to the templates that they call.',
  source: 'https://prometheus.io/docs/alerting/latest/notifications/; https://pkg.go.dev/text/template#hdr-Actions',
  *check(manifest, world) {
    for (const { receivers } of alertmanagersIn(world, manifest)) {
      for (const { name, path, fields } of receivers) {
        for (const { key, fields: integration } of integrationsOf(fields)) {
          for (const { key: field, value } of strings(integration, '')) {
            if (!value.includes('{{')) continue;
            for (const fault of faultsOf(value, world))
              yield { path, ...fault, message: `${field} of ${key} (receiver "${name}") ${fault.message}` };
          }
        }
      }
    }
  },
});

function* faultsOf(value: string, world: World): Iterable<Omit<Issue, 'path'>> {
  const why = 'Every message fails when it is written: the alert fires, the log of Alertmanager says so, and nobody is told.';
  const defined = definedIn(world);
  const called = [...value.matchAll(/\{\{-?\s*template\s+"([^"]+)"/g)].map(([, each = '']) => each);
  for (const [where, text] of [['', value] as const, ...called.map((each) => [each, defined.get(each) ?? ''] as const)]) {
    const unknown = unknownIn(text);
    if (unknown === undefined) continue;
    yield { message: where === '' ? unknown.says : `${unknown.says} (template "${where}")`, why, fix: unknown.fix };
    return;
  }
  const bare = calledBare(value).find((each) => BUILT_IN.test(each) || readsData(defined.get(each) ?? ''));
  if (bare !== undefined)
    yield { message: `calls the template "${bare}" without handing it the alerts`, why, fix: `Write {{ template "${bare}" . }}.` };
}

/** Templates that files of ConfigMaps and Secrets define. */
function definedIn(world: World): ReadonlyMap<string, string> {
  return world.once('bodies of templates of messages', () => {
    const texts = ['v1/ConfigMap', 'v1/Secret'].flatMap((kind) =>
      world.ofKind(kind).flatMap(({ object }) => Object.values({ ...textsAt(object, 'data'), ...textsAt(object, 'stringData') })),
    );
    return new Map(texts.filter((text) => /\{\{-?\s*define\s/.test(text)).flatMap((text) => definitionsIn(text)));
  });
}

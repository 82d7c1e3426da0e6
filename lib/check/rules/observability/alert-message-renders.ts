import { alertmanagersIn, integrationsOf } from '../../observability/alertmanagers.ts';
import { BUILT_IN_TEMPLATE, calledTemplates, definedTemplates } from '../../observability/defined-templates.ts';
import { calledBare, readsData, unknownIn } from '../../observability/message-templates.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { strings } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

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
  const defined = definedTemplates(world);
  const called = calledTemplates(value);
  for (const [where, text] of [['', value] as const, ...called.map((each) => [each, defined.get(each) ?? ''] as const)]) {
    const unknown = unknownIn(text);
    if (unknown === undefined) continue;
    yield { message: where === '' ? unknown.says : `${unknown.says} (template "${where}")`, why, fix: unknown.fix };
    return;
  }
  const bare = calledBare(value).find((each) => BUILT_IN_TEMPLATE.test(each) || readsData(defined.get(each) ?? ''));
  if (bare !== undefined)
    yield { message: `calls the template "${bare}" without handing it the alerts`, why, fix: `Write {{ template "${bare}" . }}.` };
}

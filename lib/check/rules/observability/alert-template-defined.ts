import { alertmanagersIn, integrationsOf } from '../../observability/alertmanagers.ts';
import { BUILT_IN_TEMPLATE, calledTemplates, definedTemplates } from '../../observability/defined-templates.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt, strings } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const alertTemplateDefined = defineRule({
  id: 'alert-template-defined',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Templates by which Alertmanager writes its messages are defined, in a file that it is told to read.',
  source:
    'https://prometheus.io/docs/alerting/latest/notifications/; https://prometheus.io/docs/alerting/latest/configuration/#file-layout-and-global-settings',
  *check(manifest, world) {
    for (const { shape, receivers, part, stack } of alertmanagersIn(world, manifest)) {
      const files = itemsAt(shape.content, 'templates').length;
      const said = new Set<string>();
      for (const { name: receiver, path, fields } of receivers) {
        for (const { key, fields: integration } of integrationsOf(fields)) {
          for (const name of called(integration)) {
            if (BUILT_IN_TEMPLATE.test(name) || said.has(name)) continue;
            said.add(name);
            const known = definedTemplates(world);
            const is = known.has(name);
            const near = is ? undefined : nearName(name, known.keys());
            // Templates of the operator, and of a file that is mounted from elsewhere, are not shown.
            const unread = !part && !stack && files === 0 && manifest.object.kind === 'ConfigMap';
            if (is ? !unread : !unread && near === undefined) continue;
            yield {
              path,
              message: `${key} of receiver "${receiver}" writes by the template "${name}", ${is || near === undefined ? 'and templates names no file' : 'which nothing defines'}`,
              why: 'Every message fails with "template … not defined": the alert fires, and nobody is told.',
              fix:
                near !== undefined
                  ? `Did you mean "${near}"?`
                  : is
                    ? 'Name its file under templates, and mount it.'
                    : 'Define it in a file, and name that under templates.',
            };
          }
        }
      }
    }
  },
});

function called(integration: unknown): readonly string[] {
  return [...strings(integration, '')].flatMap(({ value }) => calledTemplates(value));
}

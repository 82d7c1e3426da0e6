import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { alertmanagersIn, integrationsOf } from '../../observability/alertmanagers.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt, someString, strings } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Templates that Alertmanager has itself: `slack.default.title`, `__subject`. */
const BUILT_IN = /^(?:__\w+|[\w-]+\.default\.\w+)$/;
const CALL = /\{\{-?\s*template\s+"([^"]+)"/g;
const DEFINE = /\{\{-?\s*define\s+"([^"]+)"/g;

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
            if (BUILT_IN.test(name) || said.has(name)) continue;
            said.add(name);
            const known = defined(world);
            const is = known.has(name);
            const near = is ? undefined : nearName(name, known);
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
  return [...strings(integration, '')].flatMap(({ value }) => [...value.matchAll(CALL)].map(([, name = '']) => name));
}

/** Names that some text of the tree defines, for Alertmanager or whatever else reads such templates. */
function defined(world: World): ReadonlySet<string> {
  return world.once('templates of messages', () => {
    const names = new Set<string>();
    const take = (text: string): boolean => {
      if (text.includes('define')) for (const [, name = ''] of text.matchAll(DEFINE)) names.add(name);
      return false;
    };
    for (const kind of ['v1/ConfigMap', 'v1/Secret']) for (const { object } of world.ofKind(kind)) someString(object, take);
    for (const kind of ['HelmValues', 'TextFile', 'Config'] as const)
      for (const { object } of world.ofKind(documentKind(kind))) someString(object, take);
    for (const { values } of releasesOf(world)) someString(values, take);
    return names;
  });
}

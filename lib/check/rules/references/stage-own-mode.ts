import { POD_KINDS } from '../../pods.ts';
import { itemsAt, join, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Words by which an overlay or a namespace says that it is for users. */
const USERS = /(^|[/_-])(prod|production|prd)$/i;
const DEBUG = /^(?:\w+_)?DEBUG(?:_MODE)?$/;
/** Variables by which frameworks and programs are told in which mode they run. */
const MODE =
  /^(NODE_ENV|FLASK_ENV|RAILS_ENV|RACK_ENV|MIX_ENV|APP_ENV|APP_ENVIRONMENT|ENVIRONMENT|ENV|STAGE|ASPNETCORE_ENVIRONMENT|DOTNET_ENVIRONMENT|SPRING_PROFILES_ACTIVE|QUARKUS_PROFILE|GIN_MODE)$/;

export const stageOwnMode = defineRule({
  id: 'stage-own-mode',
  severity: 'warning',
  kinds: ['v1/ConfigMap', ...POD_KINDS],
  asks: 'Production does not run in the mode of developers.',
  source:
    'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug; https://flask.palletsprojects.com/en/stable/debugging/; https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production',
  *check(manifest, world) {
    const place = stageOf(manifest);
    if (place === undefined) return;
    for (const { path, name, value } of variablesOf(manifest, world)) {
      const isOn = DEBUG.test(name) && /^(true|1|on|yes)$/i.test(value);
      const isMode = MODE.test(name) && /^(dev|develop|development|debug|local)$/i.test(value);
      if (!isOn && !isMode) continue;
      yield {
        path,
        message: `${name} is ${value} in ${place}`,
        why: isOn
          ? 'Errors show users the code and the settings of the program, and debuggers let them run code; it is slow, and keeps what it should forget.'
          : 'The program takes the settings of developers: their addresses and logins, errors in full, nothing cached.',
        fix: `Set ${name} in the overlay of production${isOn ? ' to false' : ''}.`,
      };
    }
  },
});

/** `overlays/prod`, `namespace shop-prod`; `undefined` where nothing says that it is for users. */
function stageOf({ object, overlay }: WorldObject): string | undefined {
  if (overlay !== undefined && USERS.test(overlay)) return overlay;
  const { namespace } = object.metadata;
  return namespace !== undefined && USERS.test(namespace) ? `namespace ${namespace}` : undefined;
}

function* variablesOf(
  manifest: WorldObject,
  world: World,
): Iterable<{ readonly path: string; readonly name: string; readonly value: string }> {
  if (manifest.object.kind === 'ConfigMap') {
    for (const [name, value] of Object.entries(textsAt(manifest.object, 'data'))) yield { path: join('data', name), name, value };
    return;
  }
  for (const { fields, path } of world.podTemplate(manifest)?.containers ?? [])
    for (const [index, each] of itemsAt(fields, 'env').entries())
      yield { path: `${path}.env[${index}].value`, name: textAt(each, 'name') ?? '', value: textAt(each, 'value') ?? '' };
}

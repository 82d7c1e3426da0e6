import { documentKind } from '../document.ts';
import { releasesOf } from '../hosts/releases.ts';
import { someString } from '../read.ts';
import type { World } from '../world.ts';
import { definitionsIn } from './message-templates.ts';

/** Templates that Alertmanager has itself, which all read the alerts: `slack.default.title`, `__subject`. */
export const BUILT_IN_TEMPLATE = /^(?:__\w+|[\w-]+\.default\.\w+)$/;

/** Templates that a message calls: `{{ template "title" . }}`. */
export function calledTemplates(message: string): readonly string[] {
  return [...message.matchAll(/\{\{-?\s*template\s+"([^"]+)"/g)].map(([, name = '']) => name);
}

/** Bodies of the templates that some text of the tree defines, by name, for Alertmanager or whatever else reads such templates. */
export function definedTemplates(world: World): ReadonlyMap<string, string> {
  return world.once('templates of messages', () => {
    const bodies = new Map<string, string>();
    const take = (text: string): boolean => {
      if (text.includes('define')) for (const [name, body] of definitionsIn(text)) bodies.set(name, body);
      return false;
    };
    const kinds = ['v1/ConfigMap', 'v1/Secret', documentKind('HelmValues'), documentKind('TextFile'), documentKind('Config')];
    for (const kind of kinds) for (const { object } of world.ofKind(kind)) someString(object, take);
    for (const { values } of releasesOf(world)) someString(values, take);
    return bodies;
  });
}

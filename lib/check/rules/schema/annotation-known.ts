import { nearest } from '../../../values/nearest.ts';
import { CONTROLLER_OF, CONTROLLER_WORDS, readElsewhere } from '../../ingress-words.ts';
import { fieldsAt, join, textAt } from '../../read.ts';
import { defineRule, kindOf } from '../../rule.ts';
import type { World } from '../../world.ts';

export const annotationKnown = defineRule({
  id: 'annotation-known',
  severity: 'warning',
  kinds: 'all',
  asks: 'Annotations for controllers are spelt as they read them and stand where they look, and those of an Ingress are for the controller that serves it.',
  source:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/; https://cert-manager.io/docs/reference/annotations/',
  *check({ object }, world) {
    const controller = kindOf(object) === 'networking.k8s.io/Ingress' ? controllerOf(object, world) : undefined;
    for (const name of Object.keys(fieldsAt(object, 'metadata.annotations'))) {
      const slash = name.indexOf('/');
      const [prefix, word] = [name.slice(0, slash), name.slice(slash + 1)];
      const path = join('metadata.annotations', name);
      const known = CONTROLLER_WORDS.get(prefix);
      const near = known === undefined || known.has(word) ? undefined : nearest(word, [...known]);
      if (near !== undefined) {
        yield {
          path,
          message: `there is no annotation ${name}`,
          why: 'The controller passes over it without a word: what it was to change stays as it is.',
          fix: `Did you mean "${prefix}/${near}"?`,
        };
      }
      const elsewhere = near === undefined ? readElsewhere(name, kindOf(object)) : undefined;
      if (elsewhere !== undefined) {
        yield {
          path,
          message: `${name} stands at ${object.kind} ${object.metadata.name}, and is read at ${elsewhere.readers} only`,
          why: 'Nobody looks for it there: what it asks for (a certificate, an address, a limit, a login) is not done, without a word.',
          fix: elsewhere.fix,
        };
      }
      const reader = CONTROLLER_OF[prefix];
      if (controller === undefined || reader === undefined || reader === controller) continue;
      yield {
        path,
        message: `${name} is for ${reader}, and class ${className(object) ?? ''} is served by ${controller}`,
        why: 'What it asks for (a redirect, a login, a limit) is not done; the page is served without it.',
        fix: `Write what ${controller} has for it, and remove the annotation.`,
      };
    }
  },
});

function className(object: unknown): string | undefined {
  return textAt(object, 'spec.ingressClassName');
}

/** Which program serves the class, where its IngressClass or its name says so. */
function controllerOf(object: unknown, world: World): string | undefined {
  const name = className(object);
  if (name === undefined) return undefined;
  const said = textAt(world.find('networking.k8s.io/v1/IngressClass', '', name)?.object, 'spec.controller') ?? name;
  return Object.values(CONTROLLER_OF).find((each) => said.toLowerCase().includes(each));
}

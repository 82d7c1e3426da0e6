import { documentKind } from '../../document.ts';
import { itemsAt, join, text, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { composeServices, isCompose } from '../../texts/compose.ts';
import { takenConfigMaps } from '../../texts/taken-config-maps.ts';

/** Quotes around the whole, and none within: a text of JSON that is meant has more to it. */
const QUOTED = /^(["'])([^"'{}[\]]*)\1$/;

export const quotesNotKept = defineRule({
  id: 'quotes-not-kept',
  severity: 'error',
  kinds: ['v1/ConfigMap', documentKind('Config')],
  asks: 'Variables do not have the quotes in their value that a shell would have taken away.',
  source:
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/#configmap-from-env-file; https://docs.docker.com/reference/compose-file/services/#environment',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (object.kind === 'ConfigMap') {
      const taken = takenConfigMaps(world).has(`${object.metadata.namespace ?? ''}/${object.metadata.name}`);
      const found = taken
        ? Object.entries(textsAt(object, 'data')).filter(([key, value]) => /^[A-Z][A-Z0-9_]*$/.test(key) && QUOTED.test(value))
        : [];
      for (const [key, value] of found) {
        yield {
          path: join('data', key),
          message: `${key} is ${value}, with its quotes`,
          why: 'The quotes are part of the value, as in each file of settings that a generator reads: the program looks for a host or a level of that name.',
          fix: `Write ${value.slice(1, -1)}.`,
        };
      }
      return;
    }
    if (!isCompose(file)) return;
    for (const { path, name, fields } of composeServices(manifest)) {
      for (const [index, each] of itemsAt(fields, 'environment').entries()) {
        const [, key = '', value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text(each) ?? '') ?? [];
        if (!QUOTED.test(value)) continue;
        yield {
          path: `${path}.environment[${index}]`,
          message: `${key} of ${name} is ${value}, with its quotes`,
          why: 'In a list no shell takes them away: the program gets them as part of the value.',
          fix: `Write ${key}=${value.slice(1, -1)}.`,
        };
      }
    }
  },
});

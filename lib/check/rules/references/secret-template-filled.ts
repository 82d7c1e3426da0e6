import { at, itemsAt, textAt, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const secretTemplateFilled = defineRule({
  id: 'secret-template-filled',
  severity: 'error',
  kinds: ['external-secrets.io/v1/ExternalSecret'],
  asks: 'The template of an ExternalSecret uses values that it fetches.',
  source: 'https://external-secrets.io/latest/guides/templating/; seed 004, section 13',
  *check({ object }) {
    // What a whole entry holds, or another object brings, nobody sees here.
    if (itemsAt(object, 'spec.dataFrom').length > 0 || itemsAt(object, 'spec.target.template.templateFrom').length > 0) return;
    const fetched = itemsAt(object, 'spec.data').flatMap((each) => textAt(each, 'secretKey') ?? []);
    if (
      fetched.length === 0 ||
      textAt(object, 'spec.target.template.engineVersion') === 'v1' ||
      at(object, 'spec.target.template') === undefined
    )
      return;
    for (const [key, written] of Object.entries(textsAt(object, 'spec.target.template.data'))) {
      // Inside of loops a dot is something else.
      if (/\{\{-?\s*(range|with|define|block)\b/.test(written)) continue;
      for (const [, action = ''] of written.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)) {
        for (const [, name = ''] of action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '').matchAll(/(?<![\w.)$])\.([A-Za-z_]\w*)/g)) {
          if (fetched.includes(name)) continue;
          const near =
            nearName(name, fetched) ??
            fetched.find((each) => each.replace(/[_-]/g, '').toLowerCase() === name.replace(/[_-]/g, '').toLowerCase());
          yield {
            path: `spec.target.template.data["${key}"]`,
            message: `the template uses .${name}, and what is fetched is called ${fetched.join(', ')}`,
            why: 'The operator refuses to write the Secret ("map has no entry for key"), or writes <no value> into it.',
            fix: near === undefined ? `Fetch it under secretKey: ${name}.` : `Did you mean ".${near}"?`,
          };
        }
      }
    }
  },
});

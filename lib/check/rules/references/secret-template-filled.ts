import { at, itemsAt, textAt, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const secretTemplateFilled = defineRule({
  id: 'secret-template-filled',
  severity: 'error',
  kinds: ['external-secrets.io/v1/ExternalSecret'],
  asks: 'The template of an ExternalSecret uses values that it fetches, and all of them.',
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
    const data = textsAt(object, 'spec.target.template.data');
    let isMeant = true;
    for (const [key, written] of Object.entries(data)) {
      // Inside of loops a dot is something else.
      if (/\{\{-?\s*(range|with|define|block)\b/.test(written)) continue;
      for (const [, action = ''] of written.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)) {
        for (const [, name = ''] of action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '').matchAll(/(?<![\w.)$])\.([A-Za-z_]\w*)/g)) {
          if (fetched.includes(name)) continue;
          isMeant = false;
          const near =
            nearName(name, fetched) ??
            fetched.find((each) => each.replace(/[_-]/g, '').toLowerCase() === name.replace(/[_-]/g, '').toLowerCase());
          yield {
            path: `spec.target.template.data["${key}"]`,
            message: `the template uses .${name}, and what is fetched is called ${fetched.join(', ')}`,
            why: 'The operator refuses to write the Secret ("map has no entry for key"), or writes <no value> into it.',
            fix: meant(action, name, fetched) ?? (near === undefined ? `Fetch it under secretKey: ${name}.` : `Did you mean ".${near}"?`),
          };
        }
      }
    }
    if (isMeant && textAt(object, 'spec.target.template.mergePolicy') !== 'Merge') yield* left(fetched, data);
  },
});

/** A name with a hyphen ends before it in a template of Go. */
function meant(action: string, name: string, fetched: readonly string[]): string | undefined {
  const whole = fetched.find((each) => each.startsWith(`${name}-`) && action.includes(`.${each}`));
  return whole === undefined ? undefined : `Write {{ index . "${whole}" }}: a name with a hyphen cannot stand behind a dot.`;
}

/** What is fetched, and replaced by a template that does not mention it. A dot alone is everything. */
function* left(fetched: readonly string[], data: Readonly<Record<string, string>>): Iterable<Issue> {
  const keys = Object.keys(data);
  const whole = Object.values(data).join('\n');
  if (keys.length === 0 || /\{\{-?\s*(?:range|with|template|include)\b|(?<![\w)])\.(?=[\s)|}])/.test(whole)) return;
  const unused = fetched.filter((each) => !whole.includes(each));
  if (unused.length === 0) return;
  yield {
    path: 'spec.target.template.data',
    severity: 'warning',
    message: `${unused.join(' and ')} ${unused.length === 1 ? 'is' : 'are'} fetched, and the template makes ${keys.join(', ')} without ${unused.length === 1 ? 'it' : 'them'}`,
    why: 'With data in the template the Secret has the keys of the template only: whoever reads the others finds nothing.',
    fix: `Add ${unused[0] ?? ''}: '{{ .${unused[0] ?? ''} }}', or set mergePolicy: Merge.`,
  };
}

import { textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

interface Section {
  readonly kind: string;
  readonly name: string;
  readonly tag: string | undefined;
  readonly match: string | undefined;
  readonly path: string;
}

export const fluentTagsMatch = defineRule({
  id: 'fluent-tags-match',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'Filters and outputs of Fluent Bit match a tag that one of its inputs gives.',
  source: 'https://docs.fluentbit.io/manual/concepts/data-pipeline/router',
  *check({ object }) {
    const sections = Object.entries(textsAt(object, 'data')).flatMap(([key, text]) => sectionsOf(text, `data["${key}"]`));
    const inputs = sections.filter(({ kind }) => kind === 'INPUT');
    // An input without a tag is called by its name and number; filters may give tags of their own.
    const open =
      inputs.length === 0 ||
      inputs.some(({ tag }) => tag === undefined) ||
      sections.some(({ name }) => /rewrite_tag|multiline|lua/i.test(name));
    if (open) return;
    const tags = inputs.flatMap(({ tag }) => tag ?? []);
    for (const { kind, name, match, path } of sections) {
      if ((kind !== 'OUTPUT' && kind !== 'FILTER') || match === undefined || tags.some((tag) => meet(tag, match))) continue;
      yield {
        path,
        message: `the ${kind.toLowerCase()} ${name} matches ${match}, the inputs are tagged ${tags.join(', ')}`,
        why: 'No record comes to it: logs are read, and go nowhere, without an error.',
        fix: 'Match a tag of an input.',
      };
    }
  },
});

/** `[OUTPUT]` and the lines below it. */
function sectionsOf(text: string, path: string): readonly Section[] {
  if (!/^\s*\[(?:INPUT|OUTPUT|FILTER)\]/im.test(text)) return [];
  return text.split(/^\s*(?=\[[A-Z_]+\])/im).flatMap((part) => {
    const kind = /^\[([A-Z_]+)\]/i.exec(part)?.[1]?.toUpperCase();
    const value = (key: string): string | undefined => new RegExp(`^\\s*${key}\\s+(\\S+)\\s*$`, 'im').exec(part)?.[1];
    return kind === undefined ? [] : [{ kind, name: value('Name') ?? '', tag: value('Tag'), match: value('Match'), path }];
  });
}

/** Both may hold stars; what stands before them must agree. */
function meet(tag: string, match: string): boolean {
  const [given = '', ...more] = tag.split('*');
  const [wanted = '', ...rest] = match.split('*');
  if (more.length === 0 && rest.length === 0) return given === wanted;
  return (more.length > 0 && wanted.startsWith(given)) || (rest.length > 0 && given.startsWith(wanted));
}

import { alloyConfig, alloyTexts, type AlloyConfig, type AlloyReference } from '../../observability/alloy.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';

interface Found extends AlloyConfig {
  /** Braces that are open at the end, less those that close nothing. */
  readonly unclosed: number;
  readonly quoted: { readonly text: string; readonly line: number } | undefined;
  readonly path: string;
}

export const alloyPartsExist = defineRule({
  id: 'alloy-parts-exist',
  severity: 'error',
  kinds: [
    'v1/ConfigMap',
    'argoproj.io/v1alpha1/Application',
    'argoproj.io/v1alpha1/ApplicationSet',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    'slipway.dev/v1/HelmValues',
  ],
  asks: 'Parts of a configuration of Alloy hand their data to parts that are there.',
  source: 'https://grafana.com/docs/alloy/latest/get-started/expressions/referencing_exports/',
  *check(manifest) {
    const found = configsOf(manifest);
    if (found.length === 0) return;
    // Alloy reads a folder as one configuration.
    const parts = found.flatMap((each) => each.parts);
    const known = new Set(parts.map(({ component, label }) => `${component}.${label}`));
    for (const { path, unclosed } of found) {
      if (unclosed === 0) continue;
      yield {
        path,
        message:
          unclosed > 0 ? `${unclosed === 1 ? 'a block is' : `${unclosed} blocks are`} not closed at the end` : 'there is a } too many',
        why: 'Alloy refuses the configuration: it keeps the old one, and after its next start it sends nothing at all.',
        fix: unclosed > 0 ? 'Close each { with }.' : 'Remove it.',
      };
    }
    for (const { path, quoted } of found) {
      if (quoted === undefined) continue;
      yield {
        path,
        message: `line ${quoted.line}: ${quoted.text} stands in single quotes`,
        why: 'Alloy reads texts in double quotes or backticks only, and refuses the whole configuration: it keeps the old one, and after its next start it sends nothing at all.',
        fix: `Write "${quoted.text.slice(1, -1)}".`,
      };
    }
    for (const { path, references } of found) {
      for (const reference of references) {
        if (known.has(`${reference.component}.${reference.label}`)) continue;
        const near = meant(reference, known);
        yield {
          path,
          message: `line ${reference.line} names ${reference.written}, and there is no ${reference.component} "${reference.label}"`,
          why: 'Alloy refuses the configuration: it keeps the old one, and after its next start it sends nothing at all.',
          fix:
            near === undefined ? `Add ${reference.component} "${reference.label}", or name a part that is there.` : `Did you mean ${near}?`,
        };
      }
    }
  },
});

/** A part of the same component, or else the nearest of all. */
function meant({ component, label }: AlloyReference, known: ReadonlySet<string>): string | undefined {
  const same = [...known].filter((each) => each.slice(0, each.lastIndexOf('.')) === component);
  return nearName(`${component}.${label}`, same.length === 0 ? known : same) ?? (same.length === 1 ? same[0] : undefined);
}

function configsOf(manifest: WorldObject): readonly Found[] {
  return alloyTexts(manifest).flatMap(({ path, value }) => {
    const config = alloyConfig(value);
    return config === undefined ? [] : [{ ...config, path, unclosed: balance(value), quoted: singleQuoted(value) }];
  });
}

/** The first text in single quotes, outside of other texts and comments. */
function singleQuoted(config: string): Found['quoted'] {
  const plain = config
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/`[^`]*`/g, (text) => text.replace(/[^\n]/g, ''))
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replace(/(^|[^:])\/\/.*$/gm, '$1');
  const found = /[=([,]\s*('[^'\n]*')/.exec(plain);
  return found?.[1] === undefined ? undefined : { text: found[1], line: plain.slice(0, found.index).split('\n').length };
}

function balance(config: string): number {
  const plain = config
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/`[^`]*`|"(?:[^"\\\n]|\\.)*"|(?<=[=([,]\s*)'[^'\n]*'/g, '')
    .replace(/\/\/.*$/gm, '');
  return plain.split('{').length - plain.split('}').length;
}

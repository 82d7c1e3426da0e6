import { helmValuesOf } from '../helm.ts';
import { join, strings, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** A part of a configuration of Grafana Alloy: `loki.write "grafana_cloud" { … }`. */
export interface AlloyPart {
  /** `loki.write` */
  readonly component: string;
  readonly label: string;
}

/** A place that names an export of a part: `loki.write.grafana_cloud.receiver`. */
export interface AlloyReference extends AlloyPart {
  readonly written: string;
  /** Line of the text, from 1. */
  readonly line: number;
}

export interface AlloyConfig {
  readonly parts: readonly AlloyPart[];
  readonly references: readonly AlloyReference[];
}

/** What parts hand to others. @see https://grafana.com/docs/alloy/latest/get-started/expressions/referencing_exports/ */
const EXPORTS = 'receiver|input|targets|output|content|rules|handler|data|module';

/** Beginnings of the components' names; anything else with dots is a value. */
const FAMILIES = 'beyla|database_observability|discovery|faro|local|loki|mimir|otelcol|prometheus|pyroscope|remote';

const PART = /^[ \t]*([a-z_]\w*(?:\.[a-z_]\w*)+)[ \t]+"([A-Za-z_]\w*)"[ \t]*\{/gm;
const REFERENCE = new RegExp(`(?<![\\w.])((?:${FAMILIES})(?:\\.[a-z_]\\w*)+?)\\.([A-Za-z_]\\w*)\\.(?:${EXPORTS})\\b(?!\\s*\\()`, 'g');

/** Texts of an object that may be configurations of Alloy: those of a ConfigMap, and those in values of its chart. */
export function alloyTexts(manifest: WorldObject): readonly { readonly path: string; readonly value: string }[] {
  if (manifest.object.kind === 'ConfigMap')
    return Object.entries(textsAt(manifest.object, 'data')).map(([key, value]) => ({ path: join('data', key), value }));
  // Other texts of charts are added to a configuration that the chart makes.
  return helmValuesOf(manifest).flatMap(({ values, path }) =>
    [...strings(values, path)].filter(({ key, path: place }) => key === 'content' && place.endsWith('configMap.content')),
  );
}

/** A text as a configuration of Alloy; `undefined` for another one, and for one whose parts come from elsewhere. */
export function alloyConfig(text: string): AlloyConfig | undefined {
  const plain = withoutComments(text);
  const parts = [...plain.matchAll(PART)].map(([, component = '', label = '']) => ({ component, label }));
  // Modules bring parts of their own, and a template is filled in by somebody else.
  if (parts.length === 0 || /^\s*(?:declare\s+"|import\.\w+\s+"|module\.\w+\s+")/m.test(plain) || plain.includes('{{')) return undefined;
  const references = plain.split('\n').flatMap((line, index) =>
    [...withoutTexts(line).matchAll(REFERENCE)].map(([written, component = '', label = '']) => ({
      component,
      label,
      written,
      line: index + 1,
    })),
  );
  return { parts, references };
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(^|[\s{}])\/\/.*$/gm, '$1');
}

function withoutTexts(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

import { at, itemsAt, textsAt } from '../read.ts';
import { changeField, fieldSpecsAt, type FieldSpec } from './field-spec.ts';
import { ANNOTATIONS, METADATA_LABELS, SELECTOR_LABELS, TEMPLATE_LABELS } from './label-fields.ts';
import type { Settings } from './pool.ts';
import type { Resource } from './resource.ts';
import { mapIn, set } from './value.ts';

type Texts = Readonly<Record<string, string>>;

/** `labels`, then `commonLabels`, then `commonAnnotations` of a kustomization. */
export function addLabels(resources: readonly Resource[], kustomization: unknown, settings: Settings): void {
  for (const entry of itemsAt(kustomization, 'labels')) {
    const own = fieldSpecsAt({ entry }, 'entry.fields');
    const known =
      at(entry, 'includeSelectors') === true
        ? [...SELECTOR_LABELS, ...settings.labels]
        : at(entry, 'includeTemplates') === true
          ? TEMPLATE_LABELS
          : [METADATA_LABELS];
    write(resources, textsAt(entry, 'pairs'), [...own, ...known]);
  }
  write(resources, textsAt(kustomization, 'commonLabels'), [...SELECTOR_LABELS, ...settings.labels]);
  write(resources, textsAt(kustomization, 'commonAnnotations'), [...ANNOTATIONS, ...settings.annotations]);
}

function write(resources: readonly Resource[], texts: Texts, specs: readonly FieldSpec[]): void {
  const pairs = Object.entries(texts);
  if (pairs.length === 0) return;
  for (const resource of resources) {
    for (const spec of specs) {
      changeField(resource, spec, (map, key) => {
        const found = mapIn(map, key);
        if (found !== undefined) for (const [name, value] of pairs) set(found, name, value);
      });
    }
  }
}

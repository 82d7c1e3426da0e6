import { load } from 'js-yaml';
import { fields, fieldsAt, items, itemsAt, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { installerOf } from './installers.ts';

/** Values that an object hands to a Helm chart. */
export interface HelmValues {
  /** `spec.source.helm.valuesObject` */
  readonly path: string;
  readonly chart: string | undefined;
  readonly version: string | undefined;
  readonly values: unknown;
}

/** Values in an Argo CD Application (object, text or single parameters) or a Flux HelmRelease. */
export function helmValuesOf(manifest: WorldObject): readonly HelmValues[] {
  if (manifest.object.kind === 'HelmRelease') {
    const chart = fieldsAt(manifest.object, 'spec.chart.spec');
    return [
      {
        path: 'spec.values',
        chart: textAt(chart, 'chart'),
        version: textAt(chart, 'version'),
        values: fieldsAt(manifest.object, 'spec.values'),
      },
    ];
  }
  const installer = installerOf(manifest);
  if (installer === undefined) return [];
  const { spec, specPath } = installer;
  const single = 'source' in spec ? [{ source: fields(spec['source']), path: `${specPath}.source` }] : [];
  const sources = [
    ...single,
    ...items(spec['sources']).map((source, index) => ({ source: fields(source), path: `${specPath}.sources[${index}]` })),
  ];
  return sources.flatMap(({ source, path }) => {
    const about = { chart: textAt(source, 'chart'), version: textAt(source, 'targetRevision') };
    const helm = fieldsAt(source, 'helm');
    const found: HelmValues[] = [];
    if (helm['valuesObject'] !== undefined) found.push({ path: `${path}.helm.valuesObject`, ...about, values: helm['valuesObject'] });
    if (typeof helm['values'] === 'string') found.push({ path: `${path}.helm.values`, ...about, values: parsed(helm['values']) });
    const parameters = itemsAt(helm, 'parameters').map((each) => [textAt(each, 'name') ?? '', textAt(each, 'value') ?? ''] as const);
    if (parameters.length > 0) found.push({ path: `${path}.helm.parameters`, ...about, values: Object.fromEntries(parameters) });
    return found;
  });
}

/** Values written as text; what is no YAML has no values. */
function parsed(values: string): unknown {
  try {
    return load(values);
  } catch {
    return undefined;
  }
}

/**
 * Fields of a kustomization; kustomize refuses any other.
 * @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/types/kustomization.go
 */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set(
  [
    'apiVersion',
    'bases',
    'buildMetadata',
    'commonAnnotations',
    'commonLabels',
    'components',
    'configMapGenerator',
    'configurations',
    'crds',
  ]
    .concat(['generatorOptions', 'generators', 'helmChartInflationGenerator', 'helmCharts', 'helmGlobals', 'imageTags', 'images', 'kind'])
    .concat([
      'labels',
      'metadata',
      'namePrefix',
      'nameSuffix',
      'namespace',
      'openapi',
      'patches',
      'patchesJson6902',
      'patchesStrategicMerge',
    ])
    .concat(['replacements', 'replicas', 'resources', 'secretGenerator', 'sortOptions', 'transformers', 'validators', 'vars']),
);

type Shape = 'texts' | 'maps' | 'map' | 'text';

/** What stands in a field, as far as kustomize refuses anything else. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(
    ['bases', 'components', 'configurations', 'crds', 'patchesStrategicMerge', 'resources'].map((field) => [field, 'texts']),
  ),
  ...Object.fromEntries(
    ['configMapGenerator', 'images', 'labels', 'patches', 'patchesJson6902', 'replacements', 'replicas', 'secretGenerator'].map((field) => [
      field,
      'maps',
    ]),
  ),
  ...Object.fromEntries(['commonAnnotations', 'commonLabels', 'generatorOptions'].map((field) => [field, 'map'])),
  ...Object.fromEntries(['namePrefix', 'nameSuffix', 'namespace'].map((field) => [field, 'text'])),
};

/** Fields that will go, and what took their place. */
export const DEPRECATED_FIELDS: Readonly<Record<string, string>> = {
  bases: 'resources',
  commonLabels: 'labels',
  helmChartInflationGenerator: 'helmCharts',
  imageTags: 'images',
  patchesJson6902: 'patches',
  patchesStrategicMerge: 'patches',
  vars: 'replacements',
};

/** Fields whose content makes or changes objects in ways that only a program knows. */
export const PLUGGED_FIELDS = ['generators', 'helmCharts', 'helmChartInflationGenerator', 'transformers'] as const;

const CANONICAL: ReadonlyMap<string, string> = new Map([...KNOWN_FIELDS].map((field) => [field.toLowerCase(), field]));

/** The field that is meant: kustomize does not care for capitals. */
export function canonical(field: string): string | undefined {
  return CANONICAL.get(field.toLowerCase());
}

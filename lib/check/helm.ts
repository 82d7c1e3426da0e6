import { DOCUMENT } from './document.ts';
import { at, fieldsAt, itemsAt, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { installerOf, writtenSources, type Installer } from './installers.ts';
import { yamlIn } from './text-yaml.ts';

/** Values that an object hands to a Helm chart. */
export interface HelmValues {
  /** `spec.source.helm.valuesObject` */
  readonly path: string;
  readonly chart: string | undefined;
  readonly version: string | undefined;
  /** Where the chart comes from: a URL, or the name of a repository. */
  readonly repository?: string | undefined;
  readonly values: unknown;
}

/** Kinds that hand values to charts. */
export const HELM_KINDS = [
  'argoproj.io/v1alpha1/Application',
  'argoproj.io/v1alpha1/ApplicationSet',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  `${DOCUMENT}/HelmValues`,
] as const;

const NONE: readonly HelmValues[] = Object.freeze([]);
const known = new WeakMap<WorldObject, readonly HelmValues[]>();

/**
 * Values in an Argo CD Application (object, text or single parameters), a Flux HelmRelease, or a file of values. Many rules ask; what is
 * written as a text is parsed once.
 */
export function helmValuesOf(manifest: WorldObject): readonly HelmValues[] {
  const { kind } = manifest.object;
  if (kind !== 'HelmValues' && kind !== 'HelmRelease' && !kind.startsWith('Application')) return NONE;
  let values = known.get(manifest);
  if (values === undefined) known.set(manifest, (values = read(manifest)));
  return values;
}

function read(manifest: WorldObject): readonly HelmValues[] {
  if (manifest.object.kind === 'HelmValues' && manifest.object.apiVersion === DOCUMENT) {
    const { object } = manifest;
    const [chart, version, repository] = ['chart', 'version', 'repository'].map((name) => textAt(object, name));
    return [{ path: 'values', chart, version, repository, values: object['values'] }];
  }
  if (manifest.object.kind === 'HelmRelease') {
    const chart = fieldsAt(manifest.object, 'spec.chart.spec');
    return [
      {
        path: 'spec.values',
        chart: textAt(chart, 'chart'),
        version: textAt(chart, 'version'),
        repository: textAt(chart, 'sourceRef.name'),
        values: fieldsAt(manifest.object, 'spec.values'),
      },
    ];
  }
  const installer = installerOf(manifest);
  return installer === undefined ? NONE : installerValues(installer);
}

/** Values that an Application hands over, also one that an ApplicationSet makes. */
export function installerValues({ spec, specPath }: Installer): readonly HelmValues[] {
  return writtenSources(spec, specPath).flatMap(({ value: source, path }) => {
    const about = { chart: textAt(source, 'chart'), version: textAt(source, 'targetRevision'), repository: textAt(source, 'repoURL') };
    const helm = fieldsAt(source, 'helm');
    const found: HelmValues[] = [];
    if (helm['valuesObject'] !== undefined) found.push({ path: `${path}.helm.valuesObject`, ...about, values: helm['valuesObject'] });
    if (typeof helm['values'] === 'string') found.push({ path: `${path}.helm.values`, ...about, values: yamlIn(helm['values']) });
    const parameters = itemsAt(helm, 'parameters');
    if (parameters.length > 0) found.push({ path: `${path}.helm.parameters`, ...about, values: setValues(parameters) });
    return found;
  });
}

/** Parameters as the values that `helm --set` makes of them: `a.b\.c` is two keys deep, `true` and `80` are no texts, `a[0]` is a list. */
function setValues(parameters: readonly unknown[]): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const each of parameters) {
    const [name = '', inList] = (textAt(each, 'name') ?? '').split('[', 2);
    const steps = [...name.matchAll(/(?:\\.|[^.\\])+/g)].map(([step]) => step.replace(/\\(.)/g, '$1'));
    const written = textAt(each, 'value') ?? '';
    const plain = at(each, 'forceString') !== true && /^(true|false|null|0|-?[1-9]\d*)$/.test(written);
    let node = root;
    for (const [depth, step] of steps.entries()) {
      if (depth === steps.length - 1) {
        const value: unknown = plain ? JSON.parse(written) : written;
        node[step] = inList === undefined ? value : [value];
      } else {
        const below = Object.hasOwn(node, step) ? node[step] : undefined;
        node = typeof below === 'object' && below !== null ? (below as typeof node) : (node[step] = Object.create(null) as typeof node);
      }
    }
  }
  return root;
}

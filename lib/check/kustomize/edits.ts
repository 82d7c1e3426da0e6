import type { KubeObject } from '../../manifest/manifest.ts';
import { writtenSources, type Installer } from '../installers.ts';
import { at, fields, fieldsAt, items, itemsAt, text, textAt, type Fields } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import { variablesOf, type Variables } from './variables.ts';

/** What an Application or Flux adds to the kustomization of a folder before it is built. */
export interface Edit {
  readonly by: WorldObject;
  /** Folder as it is written there. */
  readonly folder: string;
  /** Fields of a kustomization. */
  readonly fields: Fields;
  /** Where each of them stands: `images` → `spec.source.kustomize.images`. */
  readonly places: Readonly<Record<string, string>>;
  /** Namespace of what has none. */
  readonly namespace?: string | undefined;
  /** Labels and annotations that every object gets, without its selectors and its pods. */
  readonly metadata?: Fields | undefined;
  readonly variables?: Variables | undefined;
  /** The cluster: what is applied to several is built once. */
  readonly to: string;
}

const FLUX = 'kustomize.toolkit.fluxcd.io/Kustomization';

/** Lists and maps of a kustomization that Argo CD and Flux know under the same name. */
const SHARED = ['namePrefix', 'nameSuffix', 'patches', 'components', 'patchesStrategicMerge', 'patchesJson6902'] as const;

/** Whoever applies a folder, with what it changes. */
export function editsOf(objects: readonly WorldObject[], installers: readonly Installer[]): readonly Edit[] {
  const flux = objects.filter((each) => kindOf(each.object) === FLUX);
  return [...installers.flatMap(editsOfArgo), ...flux.map((each) => editOfFlux(each, objects))];
}

/** Whether the folder is applied as it is. */
export function isPlain({ fields: changed, metadata, variables }: Edit): boolean {
  return Object.keys(changed).length === 0 && metadata === undefined && variables === undefined;
}

/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/ */
function editsOfArgo({ manifest, spec, specPath, namespace }: Installer): readonly Edit[] {
  return writtenSources(spec, specPath).flatMap(({ value: source, path }): readonly Edit[] => {
    const folder = textAt(source, 'path');
    if (folder === undefined || textAt(source, 'chart') !== undefined) return [];
    const own = fieldsAt(source, 'kustomize');
    const labels = labelsOf(own);
    const written: Fields = {
      ...picked(own, [...SHARED, 'namespace', 'replicas', 'commonAnnotations']),
      ...(Array.isArray(own['images']) ? { images: own['images'].map(imageOf) } : {}),
      ...labels,
    };
    const places = Object.fromEntries(
      Object.keys(written).map((field) => [field, `${path}.kustomize.${field === 'labels' ? 'commonLabels' : field}`]),
    );
    return [
      { by: manifest, folder, fields: written, places, namespace, to: JSON.stringify({ ...fieldsAt(spec, 'destination'), namespace: '' }) },
    ];
  });
}

/** Labels go into selectors, too, unless they are told not to. */
function labelsOf(own: Fields): Fields {
  const pairs = fields(own['commonLabels']);
  if (Object.keys(pairs).length === 0) return {};
  if (own['labelWithoutSelector'] !== true) return { commonLabels: pairs };
  return { labels: [{ pairs, includeTemplates: own['labelIncludeTemplates'] === true }] };
}

/** `web=ghcr.io/acme/web:v2`, `web:v2`, `web@sha256:…`: as `kustomize edit set image` reads it. */
export function imageOf(written: unknown): Fields {
  const image = text(written) ?? '';
  const equals = image.indexOf('=');
  const [, host = '', last = '', tag, digest] = /^(.*\/)?([^/:@]*)(?::([^@]*))?(?:@(.*))?$/.exec(image.slice(equals + 1)) ?? [];
  const called = `${host}${last}`;
  return {
    name: equals === -1 ? called : image.slice(0, equals),
    ...(equals === -1 || called === '*' ? {} : { newName: called }),
    ...(tag === undefined || tag === '*' ? {} : { newTag: tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** @see https://fluxcd.io/flux/components/kustomize/kustomizations/ */
function editOfFlux(manifest: WorldObject, objects: readonly WorldObject[]): Edit {
  const spec = fieldsAt(manifest.object, 'spec');
  const folder = textAt(spec, 'path') ?? '.';
  const namespace = textAt(spec, 'targetNamespace');
  const written = { ...picked(spec, [...SHARED, 'images']), ...(namespace === undefined ? {} : { namespace }) };
  const places = Object.fromEntries(
    Object.keys(written).map((field) => [field, `spec.${field === 'namespace' ? 'targetNamespace' : field}`]),
  );
  const metadata = fieldsAt(spec, 'commonMetadata');
  return {
    by: manifest,
    folder,
    fields: written,
    places,
    metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
    variables: variablesOf(manifest, objects),
    to: textAt(spec, 'kubeConfig.secretRef.name') ?? '',
  };
}

function picked(from: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined || from[name] === '' ? [] : [[name, from[name]] as const])));
}

/** A kustomization with an edit laid over it, and the place in the Application of each part that comes from there. */
export interface Edited {
  readonly root: WorldObject;
  /** Where a path of the kustomization stands in the Application; `undefined` for what is the kustomization's own. */
  readonly placeOf: (path: string) => string | undefined;
}

export function edited(root: WorldObject, { fields: added, places }: Edit): Edited {
  const object: Record<string, unknown> = { ...root.object };
  const own = new Map<unknown, string>();
  for (const [field, value] of Object.entries(added)) {
    const place = places[field] ?? field;
    if (!Array.isArray(value)) {
      object[field] = typeof value === 'object' ? { ...fieldsAt(root.object, field), ...fields(value) } : value;
      own.set(field, place);
      continue;
    }
    const names = new Set(items(value).map((each) => textAt(each, 'name')));
    const overrides = field === 'images' || field === 'replicas';
    object[field] = [
      ...itemsAt(root.object, field).filter((each) => !overrides || !names.has(textAt(each, 'name'))),
      ...(value as unknown[]),
    ];
    for (const [index, each] of value.entries()) own.set(each, `${place}[${index}]`);
  }
  return {
    root: { ...root, object: object as unknown as KubeObject },
    placeOf: (path) => {
      const [, field = '', index] = /^(\w+)(?:\[(\d+)\])?/.exec(path) ?? [];
      return index === undefined ? own.get(field) : own.get(items(at(object, field))[Number(index)]);
    },
  };
}

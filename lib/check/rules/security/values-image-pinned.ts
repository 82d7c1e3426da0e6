import { documentKind } from '../../document.ts';
import { resolvePath } from '../../delivery/coverage.ts';
import { writtenSources } from '../../installers.ts';
import { at, fields, items, itemsAt, join, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { HELM_KINDS } from '../../helm.ts';
import { isOfMachine } from '../../machine-images.ts';
import { chartValuesOf } from '../../security/chart-values.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

/** Tags that somebody moves. */
const MOVING = /^(latest|stable|main|master|edge|nightly|dev|develop|development|staging|prod|production|snapshot|canary)$/i;

const why = 'Each node runs the version that it pulled first, nobody knows which one failed, and there is nothing to roll back to.';
const fix = 'Name a version.';

export const valuesImagePinned = defineRule({
  id: 'values-image-pinned',
  severity: 'warning',
  kinds: [...HELM_KINDS, 'kustomize.config.k8s.io/v1beta1/Kustomization', documentKind('TextFile')],
  asks: 'Images that chart values, kustomizations and Dockerfiles name have a version, too.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names; seed 002, L-15 and L-23',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'Kustomization') {
      for (const [index, image] of itemsAt(object, 'images').entries()) {
        const tag = textAt(image, 'newTag');
        const name = textAt(image, 'newName') ?? textAt(image, 'name') ?? '';
        if (tag !== undefined && MOVING.test(tag) && !isOfMachine(name, [manifest.file]))
          yield {
            path: `images[${index}].newTag`,
            message: `${textAt(image, 'newName') ?? textAt(image, 'name') ?? 'the image'} is set to the tag ${tag}, which moves`,
            why,
            fix,
          };
      }
      return;
    }
    if (object.kind === 'TextFile') return yield* dockerfile(textAt(object, 'text') ?? '', manifest.file ?? object.metadata.name);
    const later = overlaid(world).get(manifest.file ?? '');
    for (const { path, values } of chartValuesOf(manifest))
      for (const issue of inValues(values, path)) if (later === undefined || !isSetLater(issue.path, later)) yield issue;
  },
});

/** Values that every Application which takes a file lays over it, by the path of the file. */
function overlaid(world: World): ReadonlyMap<string, readonly (readonly unknown[])[]> {
  return world.once('values laid over files of values', () => {
    const files = new Map(world.ofKind(documentKind('HelmValues')).map((each) => [each.file ?? '', each.object['values']]));
    const found = new Map<string, unknown[][]>();
    for (const { spec, specPath } of world.installers()) {
      for (const { value: source } of writtenSources(spec, specPath)) {
        const folder = textAt(source, 'path') ?? '';
        const own = itemsAt(source, 'helm.valueFiles').map((each) => (text(each) ?? '').replace(/^\$[\w-]+\//, '/'));
        const named = own.map((each) => (each.startsWith('/') ? each.slice(1) : resolvePath(folder, each)));
        // The values of the chart itself come before all files.
        const all = textAt(source, 'chart') === undefined ? [resolvePath(folder, 'values.yaml'), ...named] : named;
        const inline = [at(source, 'helm.valuesObject')];
        for (const [index, file] of all.entries()) addTo(found, file, [...all.slice(index + 1).map((each) => files.get(each)), ...inline]);
      }
    }
    return found;
  });
}

function isSetLater(path: string, later: readonly (readonly unknown[])[]): boolean {
  const inside = path.replace(/^values\./, '');
  return later.every((values) => {
    const set = values.flatMap((each) => textAt(each, inside) ?? []).at(-1);
    return set !== undefined && !MOVING.test(set);
  });
}

function* inValues(value: unknown, path: string): Iterable<Issue> {
  if (Array.isArray(value)) {
    for (const [index, each] of items(value).entries()) yield* inValues(each, `${path}[${index}]`);
    return;
  }
  const own = fields(value);
  const [tag, name] = [text(own['tag']), text(own['repository']) ?? text(own['image']) ?? text(own['name'])];
  // A digest beside the tag decides.
  if (
    tag !== undefined &&
    MOVING.test(tag) &&
    (name !== undefined || /image/i.test(path)) &&
    (text(own['digest']) ?? text(own['sha']) ?? '') === ''
  )
    yield {
      path: `${path}.tag`,
      message: `${name === undefined || name === '' ? 'the image' : name} is set to the tag ${tag}, which moves`,
      why,
      fix,
    };
  for (const [key, child] of Object.entries(own)) {
    const image = /^image$/i.test(key) ? text(child) : undefined;
    if (image !== undefined && /^[\w./:-]+:latest$/.test(image)) yield { path: join(path, key), message: `${image} moves`, why, fix };
    else if (typeof child === 'object') yield* inValues(child, join(path, key));
  }
}

/** Bases of a Dockerfile: stages of its own, `scratch` and arguments have no version. */
function* dockerfile(content: string, file: string): Iterable<Issue> {
  if (!/(^|\/)([\w.-]*\.)?Dockerfile[\w.-]*$|\.dockerfile$/i.test(file)) return;
  const stages = new Set<string>();
  for (const [index, line] of content.split('\n').entries()) {
    const [, image = '', stage] = /^FROM\s+(?:--\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
    if (stage !== undefined) stages.add(stage);
    if (image === '' || image === 'scratch' || image.includes('$') || stages.has(image) || image.includes('@')) continue;
    const tag = /:([^/:]+)$/.exec(image)?.[1];
    if (tag !== undefined && !MOVING.test(tag)) continue;
    const message = `${image} ${tag === undefined ? 'has no version: that means latest' : 'moves'}`;
    yield {
      path: `line ${index + 1}`,
      severity: 'info',
      message,
      why: 'The same source builds another image next month, and a fault of the base comes without a change of ours.',
      fix,
    };
  }
}

import { at, itemsAt, text, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { WorldObject } from '../rule.ts';
import { changeField } from './field-spec.ts';
import { imageNames, setImage } from './images.ts';
import { below, folderOf, type Inputs } from './inputs.ts';
import { addLabels } from './labels.ts';
import { movedAway } from './moved.ts';
import { addPrefix, addSuffix, putInNamespace } from './names.ts';
import { applyPatch, documentsOf, type Patch } from './patch.ts';
import type { Pool } from './pool.ts';
import { BROKEN, type Report } from './problem.ts';
import { replaceValues } from './replace.ts';
import { called, isSelected } from './resource.ts';
import { set } from './value.ts';

/** Kinds whose number of pods `replicas` sets. */
const REPLICATED = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'] as const;

/** A kustomization, what it has gathered so far, and who is told what cannot be done. */
export interface Work {
  readonly kustomization: WorldObject;
  readonly pool: Pool;
  readonly inputs: Inputs;
  readonly report: (issue: Parameters<Report>[1]) => void;
}

/** Patches, names, labels, replicas, images and replacements, in kustomize's order. */
export function transform(work: Work): void {
  const { kustomization, pool, inputs, report } = work;
  const { object } = kustomization;
  const context = { pool, withSchema: inputs.withSchema, report };
  for (const patch of patches(work, ['patchesStrategicMerge', 'patches'])) applyPatch(patch, context);
  rename(work);
  addLabels(pool.resources, object, pool.settings);
  for (const patch of patches(work, ['patchesJson6902'])) applyPatch(patch, context);
  for (const [index, entry] of itemsAt(object, 'replicas').entries()) replicate(work, entry, `replicas[${index}]`);
  for (const list of ['images', 'imageTags']) {
    for (const [index, entry] of itemsAt(object, list).entries()) image(work, entry, `${list}[${index}]`);
  }
  for (const [index, entry] of itemsAt(object, 'replacements').entries()) copy(work, entry, `replacements[${index}]`);
  pool.changed();
}

function* patches({ kustomization, inputs }: Work, lists: readonly string[]): Iterable<Patch> {
  for (const list of lists) {
    for (const [index, entry] of itemsAt(kustomization.object, list).entries()) {
      const path = `${list}[${index}]`;
      const options = at(entry, 'options');
      const target = at(entry, 'target') ?? undefined;
      const file = text(entry) ?? textAt(entry, 'path');
      const inline = textAt(entry, 'patch') ?? (file?.includes('\n') === true ? file : undefined);
      if (inline !== undefined)
        yield { path: text(entry) === undefined ? `${path}.patch` : path, documents: documentsOf(inline), target, options };
      else if (file !== undefined) {
        const found = below(folderOf(kustomization), file);
        const documents = found === undefined ? [] : inputs.documents(found);
        yield { path: text(entry) === undefined ? `${path}.path` : path, documents, target, options };
      }
    }
  }
}

function rename({ kustomization, pool, report }: Work): void {
  const [namespace = '', prefix = '', suffix = ''] = ['namespace', 'namePrefix', 'nameSuffix'].map((field) =>
    textAt(kustomization.object, field),
  );
  if (namespace !== '') {
    for (const issue of movedAway(pool.resources, namespace)) report(issue);
    putInNamespace(pool.resources, namespace);
    for (const [one, other] of pool.twins()) {
      report({
        ...BROKEN,
        path: 'namespace',
        message: `in the namespace ${namespace}, ${called(one.firstId)} and ${called(other.firstId)} are one object`,
        fix: 'Rename one of them, or leave one out.',
      });
    }
  }
  if (prefix !== '') addPrefix(pool.resources, prefix);
  if (suffix !== '') addSuffix(pool.resources, suffix);
}

function replicate({ pool, report }: Work, entry: unknown, path: string): void {
  const name = textAt(entry, 'name') ?? '';
  const specs = [...REPLICATED.map((kind) => ({ kind, path: 'spec/replicas', create: true })), ...pool.settings.replicas];
  const named = pool.resources.filter((each) => each.ids.some((id) => id.name === name));
  const found = named.filter((each) => specs.some((spec) => each.ids.some((id) => isSelected(id, spec))));
  for (const each of found) for (const spec of specs) changeField(each, spec, (map, key) => set(map, key, at(entry, 'count') ?? 0));
  if (found.length > 0 || pool.lacksPods) return;
  const other = named.find((each) => at(each.object, 'spec.replicas') !== undefined);
  const known = pool.resources.filter(({ kind }) => REPLICATED.some((each) => each === kind)).map(({ firstId }) => firstId.name);
  const near = nearName(name, known);
  report({
    ...BROKEN,
    rule: 'kustomization-patch-target',
    path: `${path}.name`,
    message:
      other === undefined
        ? `no Deployment, StatefulSet or ReplicaSet of this build is called "${name}"`
        : `"${name}" is a ${other.kind}, whose replicas kustomize does not know`,
    fix:
      other !== undefined
        ? 'Set spec.replicas with a patch.'
        : near === undefined
          ? 'Correct the name, or remove the entry.'
          : `Did you mean "${near}"?`,
  });
}

function image({ pool, report }: Work, entry: unknown, path: string): void {
  const name = textAt(entry, 'name') ?? '';
  if (name === '' || setImage(pool.resources, entry, pool.settings.images) || pool.lacksPods) return;
  const known = imageNames(pool.resources);
  // Images in arguments and in objects of operators are out of kustomize's reach: the entry may be for what comes later.
  // A short name stands in names and labels as well: of an image it is behind a slash, and has a tag.
  const isShort = !name.includes('/') && [...known].some((each) => each.endsWith(`/${name}`));
  const meant = isShort ? new RegExp(`(?:["= ]|image[^"]*":")${name.replace(/[.+]/g, '\\$&')}:`, 'i') : undefined;
  const elsewhere = (text: string): boolean => meant?.test(text) ?? text.includes(name);
  if (known.size === 0 || pool.resources.some(({ object }) => elsewhere(JSON.stringify(object)))) return;
  const near = [...known].find((each) => each.endsWith(`/${name}`)) ?? nearName(name, known);
  report({
    rule: 'kustomization-patch-target',
    severity: 'warning',
    path: `${path}.name`,
    message: `no container of this build has the image "${name}"`,
    why: 'kustomize says nothing: the tag that stands here reaches no pod, and what runs is the tag of the base.',
    fix: near === undefined ? 'Write the image as in the container, without its tag, or remove the entry.' : `Did you mean "${near}"?`,
  });
}

function copy({ kustomization, pool, inputs, report }: Work, entry: unknown, path: string): void {
  const file = textAt(entry, 'path');
  const found = file === undefined ? undefined : below(folderOf(kustomization), file);
  const written =
    found === undefined ? [entry] : inputs.documents(found).flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : [each]));
  for (const each of written) {
    const problem = at(each, 'targets') === undefined ? undefined : replaceValues(pool.resources, each);
    if (problem !== undefined && !pool.isPart)
      report({
        ...BROKEN,
        path,
        message: `the replacement cannot be made: ${problem}`,
        fix: 'Correct the source or the target.',
      });
  }
}

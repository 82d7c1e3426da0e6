import { at, itemsAt, text, textAt, textsAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { WorldObject } from '../rule.ts';
import { changeField, fieldSpecsAt } from './field-spec.ts';
import { PLUGGED_FIELDS } from './fields.ts';
import { generated, hashOf } from './generate.ts';
import { imageNames, setImage } from './images.ts';
import { below, isRemote, meantBy, type Inputs } from './inputs.ts';
import { addLabels } from './labels.ts';
import { mendNames } from './mend-names.ts';
import { addPrefix, addSuffix, putInNamespace } from './names.ts';
import { applyPatch, documentsOf, type Patch } from './patch.ts';
import { joined, Pool } from './pool.ts';
import { BROKEN, type Report } from './problem.ts';
import { referencesIn } from './references.ts';
import { replaceValues } from './replace.ts';
import { called, isSelected, isWhole, Resource } from './resource.ts';
import { drop, isMap, set } from './value.ts';
import { resolveVars, varsOf } from './vars.ts';
import { parentFolder } from '../folder.ts';

/** Kinds whose number of pods `replicas` sets. */
const REPLICATED = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'] as const;

/** Annotation of objects that are there for the build alone. */
const LOCAL = 'config.kubernetes.io/local-config';

/** Builds kustomizations as kustomize would; what it would refuse is told, and the build goes on without it. */
export class Build {
  /** Bases and charts that are not in the tree. */
  readonly remote = new Set<string>();

  constructor(
    private readonly inputs: Inputs,
    private readonly folders: ReadonlySet<string>,
    private report: Report,
  ) {}

  /** The objects that reach the cluster when the kustomization of a folder is applied; `report` is told instead of the usual one. */
  root(kustomization: WorldObject, report?: Report): Pool {
    const usual = this.report;
    this.report = report ?? usual;
    try {
      return this.made(kustomization);
    } finally {
      this.report = usual;
    }
  }

  private made(kustomization: WorldObject): Pool {
    const pool = this.gathered(kustomization, new Pool(), new Set());
    for (const each of pool.resources) {
      if (!each.hashed) continue;
      each.remember();
      each.name = `${each.name}-${hashOf(each)}`;
    }
    mendNames(pool.resources, pool.settings.references);
    resolveVars(pool.resources, pool.vars);
    for (const { object } of pool.resources) {
      const metadata = object['metadata'];
      if (isMap(metadata)) for (const field of ['labels', 'annotations']) if (metadata[field] === null) drop(metadata, field);
    }
    pool.changed((each) => isWhole(each.object) && textsAt(each.object, 'metadata.annotations')[LOCAL] !== 'true');
    return pool;
  }

  /** Resources, generators, components, then everything that changes them: in kustomize's order. */
  private gathered(kustomization: WorldObject, pool: Pool, way: ReadonlySet<WorldObject>): Pool {
    const inner = new Set([...way, kustomization]);
    this.include(kustomization, pool, inner, 'resources');
    this.include(kustomization, pool, inner, 'bases');
    this.configure(kustomization, pool);
    for (const list of ['configMapGenerator', 'secretGenerator'] as const) this.generate(kustomization, pool, list);
    this.include(kustomization, pool, inner, 'components');
    if (PLUGGED_FIELDS.some((field) => itemsAt(kustomization.object, field).length > 0)) pool.isPart = true;
    this.transform(kustomization, pool);
    pool.vars.push(...varsOf(kustomization.object));
    return pool;
  }

  private include(kustomization: WorldObject, pool: Pool, way: ReadonlySet<WorldObject>, list: 'resources' | 'bases' | 'components'): void {
    const folder = folderOf(kustomization);
    for (const [index, each] of itemsAt(kustomization.object, list).entries()) {
      const written = text(each);
      if (written === undefined || written === '') continue;
      const path = `${list}[${index}]`;
      const meant = meantBy(folder, written, this.inputs, this.folders);
      const other = meant.is === 'kustomization' ? this.inputs.kustomization(meant.path) : undefined;
      if (meant.is === 'file') {
        for (const object of this.inputs.objects(meant.path))
          this.add(kustomization, pool, new Resource(object.object, object, this.inputs.isWide), path);
      } else if (other === undefined) {
        pool.isPart = true;
        if (meant.is === 'remote') this.remote.add(written);
      } else if (!way.has(other)) {
        if (list === 'components') this.gathered(other, pool, way);
        else this.merge(kustomization, pool, this.gathered(other, new Pool(), way), path);
      }
    }
  }

  private merge(kustomization: WorldObject, pool: Pool, inner: Pool, path: string): void {
    pool.settings = joined(pool.settings, inner.settings);
    if (inner.isPart) pool.isPart = true;
    pool.vars.push(...inner.vars);
    for (const each of inner.resources) this.add(kustomization, pool, each, path);
  }

  private add(kustomization: WorldObject, pool: Pool, resource: Resource, path: string): void {
    const before = pool.append(resource);
    if (before === undefined) return;
    const [one = '', other = ''] = [before.origin.file, resource.origin.file];
    this.report(kustomization, {
      ...BROKEN,
      path,
      message:
        one === other
          ? `${called(resource.id)} comes in twice: ${one} is taken in on two ways`
          : `${called(resource.id)} comes in twice: from ${one} and from ${other}`,
      fix: one === other ? 'Take the file in once.' : 'Keep one of the two, and make the other a patch if it says more.',
    });
  }

  private configure({ object, file = '' }: WorldObject, pool: Pool): void {
    for (const each of itemsAt(object, 'configurations')) {
      const written = text(each) ?? '';
      const path = below(parentFolder(file), written);
      if (path === undefined || isRemote(written)) pool.isPart = true;
      for (const value of path === undefined ? [] : this.inputs.documents(path)) {
        pool.settings = joined(pool.settings, {
          references: referencesIn(value),
          labels: fieldSpecsAt(value, 'commonLabels'),
          annotations: fieldSpecsAt(value, 'commonAnnotations'),
          replicas: fieldSpecsAt(value, 'replicas'),
          images: fieldSpecsAt(value, 'images'),
        });
      }
    }
  }

  private generate(kustomization: WorldObject, pool: Pool, list: 'configMapGenerator' | 'secretGenerator'): void {
    for (const index of itemsAt(kustomization.object, list).keys()) {
      const { object, behavior, hashed } = generated(list, index, kustomization.object, (written) => this.read(kustomization, written));
      const made = new Resource(object, kustomization, this.inputs.isWide);
      made.hashed = hashed;
      const id = made.id;
      const old = pool.resources.find((each) =>
        each.ids.some((own) => own.kind === id.kind && own.name === id.name && own.namespace === id.namespace),
      );
      if (behavior === 'create') {
        if (old === undefined) pool.append(made);
        else
          this.report(kustomization, {
            ...BROKEN,
            path: `${list}[${index}]`,
            message: `${called(id)} is there already, and the generator says neither merge nor replace`,
            fix: 'Write behavior: merge, or choose another name.',
          });
        continue;
      }
      if (old === undefined) {
        if (!pool.isPart)
          this.report(kustomization, {
            ...BROKEN,
            path: `${list}[${index}].behavior`,
            message: `there is no ${called(id)} to ${behavior}`,
            fix: 'Correct the name, or leave behavior out.',
          });
        continue;
      }
      pool.replace(old, overlaid(old, made, behavior, this.inputs.isWide));
    }
  }

  private read(kustomization: WorldObject, written: string): Uint8Array | undefined {
    const path = below(folderOf(kustomization), written);
    return path === undefined ? undefined : this.inputs.bytes(path);
  }

  private transform(kustomization: WorldObject, pool: Pool): void {
    const { object } = kustomization;
    const context = {
      pool,
      withSchema: this.inputs.withSchema,
      report: (issue: Parameters<Report>[1]) => this.report(kustomization, issue),
    };
    for (const patch of this.patches(kustomization, ['patchesStrategicMerge', 'patches'])) applyPatch(patch, context);
    this.rename(kustomization, pool);
    addLabels(pool.resources, object, pool.settings);
    for (const patch of this.patches(kustomization, ['patchesJson6902'])) applyPatch(patch, context);
    for (const [index, entry] of itemsAt(object, 'replicas').entries()) this.replicate(kustomization, pool, entry, `replicas[${index}]`);
    for (const list of ['images', 'imageTags']) {
      for (const [index, entry] of itemsAt(object, list).entries()) this.image(kustomization, pool, entry, `${list}[${index}]`);
    }
    for (const [index, entry] of itemsAt(object, 'replacements').entries()) this.copy(kustomization, pool, entry, `replacements[${index}]`);
    pool.changed();
  }

  private *patches(kustomization: WorldObject, lists: readonly string[]): Iterable<Patch> {
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
          const documents = found === undefined ? [] : this.inputs.documents(found);
          yield { path: text(entry) === undefined ? `${path}.path` : path, documents, target, options };
        }
      }
    }
  }

  private rename(kustomization: WorldObject, pool: Pool): void {
    const [namespace = '', prefix = '', suffix = ''] = ['namespace', 'namePrefix', 'nameSuffix'].map((field) =>
      textAt(kustomization.object, field),
    );
    if (namespace !== '') {
      putInNamespace(pool.resources, namespace);
      for (const [one, other] of pool.twins()) {
        this.report(kustomization, {
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

  private replicate(kustomization: WorldObject, pool: Pool, entry: unknown, path: string): void {
    const name = textAt(entry, 'name') ?? '';
    const specs = [...REPLICATED.map((kind) => ({ kind, path: 'spec/replicas', create: true })), ...pool.settings.replicas];
    const named = pool.resources.filter((each) => each.ids.some((id) => id.name === name));
    const found = named.filter((each) => specs.some((spec) => each.ids.some((id) => isSelected(id, spec))));
    for (const each of found) for (const spec of specs) changeField(each, spec, (map, key) => set(map, key, at(entry, 'count') ?? 0));
    if (found.length > 0 || pool.isPart) return;
    const other = named.find((each) => at(each.object, 'spec.replicas') !== undefined);
    const known = pool.resources.filter(({ kind }) => REPLICATED.some((each) => each === kind)).map(({ firstId }) => firstId.name);
    const near = nearName(name, known);
    this.report(kustomization, {
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

  private image(kustomization: WorldObject, pool: Pool, entry: unknown, path: string): void {
    const name = textAt(entry, 'name') ?? '';
    if (name === '' || setImage(pool.resources, entry, pool.settings.images) || pool.isPart) return;
    const known = imageNames(pool.resources);
    // Images in arguments and in objects of operators are out of kustomize's reach: the entry may be for what comes later.
    // A short name stands in names and labels as well: of an image it is behind a slash, and has a tag.
    const isShort = !name.includes('/') && [...known].some((each) => each.endsWith(`/${name}`));
    const meant = isShort ? new RegExp(`(?:["= ]|image[^"]*":")${name.replace(/[.+]/g, '\\$&')}:`, 'i') : undefined;
    const elsewhere = (text: string): boolean => meant?.test(text) ?? text.includes(name);
    if (known.size === 0 || pool.resources.some(({ object }) => elsewhere(JSON.stringify(object)))) return;
    const near = [...known].find((each) => each.endsWith(`/${name}`)) ?? nearName(name, known);
    this.report(kustomization, {
      rule: 'kustomization-patch-target',
      severity: 'warning',
      path: `${path}.name`,
      message: `no container of this build has the image "${name}"`,
      why: 'kustomize says nothing: the tag that stands here reaches no pod, and what runs is the tag of the base.',
      fix: near === undefined ? 'Write the image as in the container, without its tag, or remove the entry.' : `Did you mean "${near}"?`,
    });
  }

  private copy(kustomization: WorldObject, pool: Pool, entry: unknown, path: string): void {
    const file = textAt(entry, 'path');
    const found = file === undefined ? undefined : below(folderOf(kustomization), file);
    const written =
      found === undefined ? [entry] : this.inputs.documents(found).flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : [each]));
    for (const each of written) {
      const problem = at(each, 'targets') === undefined ? undefined : replaceValues(pool.resources, each);
      if (problem !== undefined && !pool.isPart)
        this.report(kustomization, {
          ...BROKEN,
          path,
          message: `the replacement cannot be made: ${problem}`,
          fix: 'Correct the source or the target.',
        });
    }
  }
}

/** `behavior: merge` keeps what the generator does not say. */
function overlaid(old: Resource, made: Resource, behavior: 'merge' | 'replace', isWide: Inputs['isWide']): Resource {
  const object: Record<string, unknown> = { ...made.object };
  const metadata = { ...(old.object['metadata'] as object) } as Record<string, unknown>;
  for (const field of ['labels', 'annotations']) {
    const both = { ...(at(old.object, `metadata.${field}`) as object), ...(at(made.object, `metadata.${field}`) as object) };
    if (Object.keys(both).length > 0) metadata[field] = both;
  }
  if (behavior === 'merge') {
    for (const field of ['data', 'binaryData']) {
      const both = { ...(at(old.object, field) as object), ...(at(made.object, field) as object) };
      if (Object.keys(both).length > 0) object[field] = both;
    }
  }
  const result = new Resource({ ...object, metadata } as unknown as Resource['origin']['object'], old.origin, isWide);
  // Without a hash before, it gets none now.
  result.hashed = made.hashed && old.hashed;
  result.previous.push(...old.previous);
  result.prefixes.push(...old.prefixes);
  result.suffixes.push(...old.suffixes);
  return result;
}

/** The folder of a kustomization; the root is `.`. */
export function folderOf({ file = '' }: WorldObject): string {
  return parentFolder(file);
}

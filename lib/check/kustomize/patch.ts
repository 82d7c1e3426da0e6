import { at, text, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import { parseFile } from '../tree/parse.ts';
import { applyJsonPatch } from './json-patch.ts';
import { mergeKeys } from './merge-keys.ts';
import { merged } from './merge.ts';
import type { Pool } from './pool.ts';
import { BROKEN, type BuildIssue } from './problem.ts';
import { called, isSelected, isWhole, keyOf, Resource } from './resource.ts';
import { selected, targetText } from './select.ts';
import { isMap } from './value.ts';

/** A patch as a kustomization writes it. */
export interface Patch {
  /** Where it stands: `patches[2].path`. */
  readonly path: string;
  readonly documents: readonly unknown[];
  readonly target: unknown;
  readonly options?: unknown;
}

export interface PatchContext {
  readonly pool: Pool;
  /** A schema is handed to kustomize, so it knows the lists of other kinds, too. */
  readonly withSchema: boolean;
  readonly report: (issue: BuildIssue) => void;
}

/** The patch that an entry of `patches` or `patchesJson6902` writes out itself. */
export function documentsOf(written: string): readonly unknown[] {
  return parseFile(written)
    .documents.map(({ value }) => value)
    .filter((value) => value !== null && value !== undefined);
}

export function applyPatch(patch: Patch, context: PatchContext): void {
  const operations = patch.documents.find(Array.isArray);
  if (operations !== undefined) applyOperations(patch, operations, context);
  else if (patch.target === undefined) for (const document of patch.documents) applyToOne(patch, document, context);
  else applyToTarget(patch, context);
}

function applyOperations(patch: Patch, operations: readonly unknown[], { pool, report }: PatchContext): void {
  const { path, target } = patch;
  if (target === undefined) {
    report({
      ...UNBUILT,
      path,
      message: 'a JSON patch needs a target, and this one has none',
      fix: 'Say with target: {kind, name} which object it is for.',
    });
    return;
  }
  const found = selected(pool.resources, target);
  if (found.length === 0) noTarget(patch, pool, report);
  for (const each of found) {
    each.remember();
    const before = each.object;
    const problem = applyJsonPatch(each.object, operations);
    if (problem !== undefined)
      report({
        ...UNBUILT,
        path,
        message: `the patch does not fit ${called(each.firstId)}: ${problem}`,
        fix: 'Correct the path of the operation.',
      });
    if (!isWhole(each.object)) each.object = before;
  }
  pool.changed((each) => isWhole(each.object));
}

function applyToTarget(patch: Patch, context: PatchContext): void {
  const { pool, report } = context;
  const found = selected(pool.resources, patch.target);
  if (found.length === 0) noTarget(patch, pool, report);
  const gone = new Set(found.filter((each) => patch.documents.some((document) => !merge(each, document, patch.options, context))));
  pool.changed((each) => !gone.has(each));
}

/** Without a target, a patch is for the object that it is called like. */
function applyToOne(patch: Patch, document: unknown, context: PatchContext): void {
  const { pool, report } = context;
  if (!isMap(document) || textAt(document, 'kind') === undefined) return;
  const { namespace, ...metadata } = isMap(document['metadata']) ? document['metadata'] : {};
  const meant = new Resource(
    {
      apiVersion: textAt(document, 'apiVersion') ?? '',
      kind: textAt(document, 'kind') ?? '',
      metadata: {
        ...metadata,
        name: textAt(metadata, 'name') ?? '',
        ...(text(namespace) === undefined ? {} : { namespace: text(namespace) ?? '' }),
      },
    },
    pool.resources[0]?.origin ?? { object: { apiVersion: '', kind: '', metadata: { name: '' } } },
  ).id;
  const found = pool.resources.filter((each) => each.ids.some((id) => id.name === meant.name && keyOf(id) === keyOf(meant)));
  const [one, other] = found;
  if (one === undefined) {
    noMatch(patch, meant, pool, report);
    return;
  }
  if (other !== undefined) {
    report({
      ...UNBUILT,
      path: patch.path,
      message: `${called(meant)} is the former name of ${found.length} objects: ${found.map(({ id }) => called(id)).join(', ')}`,
      fix: 'Say with a target which of them is meant.',
    });
    return;
  }
  if (!merge(one, document, patch.options, context)) pool.changed((each) => each !== one);
}

/** Lays the patch over the object, which keeps its name; `false` when nothing is left of it. */
function merge(resource: Resource, document: unknown, options: unknown, { withSchema }: PatchContext): boolean {
  const { apiVersion, kind, name, namespace } = resource;
  const [mayRename, mayConvert] = [at(options, 'allowNameChange') === true, at(options, 'allowKindChange') === true];
  if (mayRename || mayConvert) resource.remember();
  const result = merged(resource.object, document, (path) => mergeKeys(apiVersion, kind, path, withSchema));
  if (!isMap(result)) return false;
  resource.object = result;
  result['apiVersion'] = apiVersion;
  if (!mayConvert) result['kind'] = kind;
  if (!mayRename) resource.name = name;
  resource.namespace = namespace;
  return isWhole(resource.object);
}

const UNBUILT = { ...BROKEN, rule: 'kustomization-patch-target' } as const;

function noTarget({ path, target }: Patch, pool: Pool, report: PatchContext['report']): void {
  if (pool.isPart) return;
  const near = nearOf(pool, textAt(target, 'kind') ?? '', textAt(target, 'name'));
  report({
    rule: 'kustomization-patch-target',
    severity: 'warning',
    path,
    message: `the target ${targetText(target)} selects no object of this build`,
    why: 'kustomize says nothing and builds without the patch: what it was to change goes out unchanged.',
    fix: near === undefined ? 'Correct the target, or remove the patch.' : `Did you mean "${near}"?`,
  });
}

function noMatch({ path }: Patch, meant: Resource['id'], pool: Pool, report: PatchContext['report']): void {
  if (pool.isPart) return;
  const namesakes = pool.resources.filter(({ name, firstId }) => name === meant.name || firstId.name === meant.name);
  const [other] = namesakes.filter(({ firstId }) => isSelected(firstId, { kind: meant.kind }));
  const differs =
    other === undefined
      ? namesakes[0] === undefined
        ? ''
        : `; ${meant.name} is a ${namesakes.map(({ kind }) => kind).join(' and a ')}`
      : other.firstId.namespace !== meant.namespace
        ? `; the one that is called so has ${other.namespace === '' ? 'no namespace' : `the namespace ${other.namespace}`}`
        : `; the one that is called so is of ${other.apiVersion}`;
  const near = nearOf(pool, meant.kind, meant.name);
  report({
    ...UNBUILT,
    path,
    message: `the patch is for ${called(meant)}, which is not in this build${differs}`,
    fix:
      near === undefined
        ? 'Write apiVersion, kind, namespace and name as in the file of the object, or remove the patch.'
        : `Did you mean "${near}"?`,
  });
}

function nearOf(pool: Pool, kind: string, name: string | undefined): string | undefined {
  const known = pool.resources.filter((each) => each.kind === kind).map(({ firstId }) => firstId.name);
  return name === undefined ? undefined : nearName(name, known);
}

import { addTo, groupedBy } from '../../values/multimap.ts';
import { foldersAbove } from '../folder.ts';
import { fields, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { Build } from './build.ts';
import { folderOf } from './inputs.ts';
import { edited, isPlain, type Edit } from './edits.ts';
import { below, type Inputs } from './inputs.ts';
import type { Pool } from './pool.ts';
import type { BuildIssue, Report } from './problem.ts';
import { keyOf, type Resource } from './resource.ts';
import { mapIn, set } from './value.ts';
import { isSpared, substituted } from './variables.ts';

/** An edit, and the folder of the tree that it means. */
export interface PlacedEdit extends Edit {
  readonly place: string;
}

/** A kustomization as somebody applies it. */
export interface Applied {
  readonly root: WorldObject;
  readonly pool: Pool;
  /** Variables in its objects that nobody gives a value. */
  readonly unknown: ReadonlyMap<Resource, readonly BuildIssue[]>;
}

/** Edits by the folders that they mean; a tree may be read from below or above the root of its repository. */
export function placedEdits(edits: readonly Edit[], { built }: Inputs): readonly PlacedEdit[] {
  const byTail = new Map<string, string>();
  for (const folder of built) {
    for (let slash = folder.indexOf('/'); slash !== -1; slash = folder.indexOf('/', slash + 1)) {
      const tail = folder.slice(slash + 1);
      byTail.set(tail, byTail.has(tail) ? '' : folder);
    }
  }
  return edits.flatMap((edit): readonly PlacedEdit[] => {
    const exact = below('.', edit.folder);
    if (exact === undefined) return [];
    const tail = built.has(exact) ? undefined : byTail.get(exact);
    return [{ ...edit, place: tail === undefined || tail === '' ? exact : tail }];
  });
}

/** Builds each kustomization as often as it is applied in another way to one cluster; folders without one, where Flux changes what is in them. */
export function applied(
  roots: readonly WorldObject[],
  edits: readonly PlacedEdit[],
  inputs: Inputs,
  build: Build,
  report: Report,
): readonly Applied[] {
  const byPlace = groupedBy(edits, ({ place }) => place);
  const plain = (root: WorldObject): Applied => ({ root, pool: build.root(root), unknown: new Map() });
  const found = roots.flatMap((root) => {
    const own = byPlace.get(folderOf(root)) ?? [];
    const here = own.filter(({ to }) => to === own[0]?.to);
    const changing = here.filter((edit) => !isPlain(edit));
    const asItIs = changing.length === 0 || changing.length < here.length ? [plain(root)] : [];
    return onceEach([...asItIs, ...changing.map((edit) => withEdit(root, edit, build, report))]);
  });
  const loose = new Map<string, Applied[]>();
  for (const edit of edits) {
    if (isPlain(edit) || inputs.built.has(edit.place) || edit.by.object.kind !== 'Kustomization') continue;
    const root = generated(edit, inputs);
    if (root !== undefined) addTo(loose, edit.place, withEdit(root, edit, build, report));
  }
  return [...found, ...[...loose.values()].flatMap(onceEach)];
}

/** Clusters that are alike build the same objects of one folder: those that were made already are left out. */
function onceEach(all: readonly Applied[]): readonly Applied[] {
  const made = new Set<string>();
  for (const { pool } of all.length < 2 ? [] : all) {
    const own = new Map(pool.resources.map((each) => [each, keyOf(each.id)]));
    pool.changed((each) => !made.has(own.get(each) ?? ''));
    for (const key of own.values()) made.add(key);
  }
  return all;
}

/** Flux makes a kustomization of everything below a folder that has none. */
function generated({ place, by }: PlacedEdit, inputs: Inputs): WorldObject | undefined {
  const start = place === '.' ? '' : `${place}/`;
  const folders = new Set<string>();
  const files: string[] = [];
  for (const file of inputs.files) {
    if (!file.startsWith(start) || !/\.ya?ml$/.test(file) || file === by.file) continue;
    const rest = file.slice(start.length);
    const inner = foldersAbove(rest).find((folder) => inputs.built.has(`${start}${folder}`));
    if (inner !== undefined) folders.add(inner);
    else if (inputs.objects(file).length > 0) files.push(rest);
  }
  const resources = [...files, ...folders].sort();
  if (resources.length === 0) return undefined;
  const object = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', metadata: { name: place }, resources };
  return { object, file: `${start}kustomization.yaml` };
}

function withEdit(base: WorldObject, edit: PlacedEdit, build: Build, report: Report): Applied {
  const { root, placeOf } = edited(base, edit);
  const pool = build.root(root, (about, issue) => {
    const place = about === root ? placeOf(issue.path) : undefined;
    if (about !== root) report(about, issue);
    else if (place !== undefined) report(edit.by, { ...issue, path: place });
    else if (base.lineOf !== undefined) report(base, issue);
    // A kustomization that Flux made stands in no file.
    else report(edit.by, { ...issue, path: 'spec.path' });
  });
  const unknown = new Map<Resource, BuildIssue[]>();
  for (const resource of pool.resources) {
    if (edit.namespace !== undefined && resource.namespace === '' && !resource.isClusterWide && !edit.namespace.includes('{{'))
      resource.namespace = edit.namespace;
    if (edit.metadata !== undefined) addMetadata(resource, edit.metadata);
    const { variables } = edit;
    if (variables === undefined || isSpared(resource.object)) continue;
    const issues: BuildIssue[] = [];
    resource.object = fields(
      substituted(resource.object, variables, (name, path) => {
        if (variables.whole && !issues.some((each) => each.message.startsWith(`\${${name}} `)))
          issues.push(undefinedVariable(name, path, edit));
      }),
    );
    if (issues.length > 0) unknown.set(resource, issues);
  }
  return { root, pool, unknown };
}

function addMetadata(resource: Resource, added: unknown): void {
  const metadata = mapIn(resource.object, 'metadata');
  for (const field of ['labels', 'annotations'] as const) {
    const pairs = Object.entries(textsAt(added, field));
    const own = metadata === undefined || pairs.length === 0 ? undefined : mapIn(metadata, field);
    if (own !== undefined) for (const [name, value] of pairs) set(own, name, value);
  }
}

function undefinedVariable(name: string, path: string, { by, variables }: PlacedEdit): BuildIssue {
  const near = [...(variables?.values.keys() ?? [])];
  return {
    rule: 'variable-substituted',
    path,
    message: `\${${name}} has no value: Kustomization ${by.object.metadata.name} gives ${near.length === 0 ? 'none' : near.sort().join(', ')}`,
    why: 'Flux puts an empty text in its place, without a word, also in the scripts of a ConfigMap.',
    fix: `Add ${name} to postBuild.substitute, give it a default (\${${name}:=…}), or write $\${${name}} for the text itself.`,
  };
}

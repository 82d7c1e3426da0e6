import type { KubeObject } from '../../manifest/manifest.ts';
import { documentObject } from '../document.ts';
import { installersOf, repositoryOf } from '../delivery/sets/expand.ts';
import { foldersOf } from '../folder.ts';
import { itemsAt, textAt } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import { stem } from '../tree/drafts.ts';
import { applied, placedEdits, type PlacedEdit } from './applied.ts';
import { Build } from './build.ts';
import { folderOf } from './inputs.ts';
import { editsOf } from './edits.ts';
import { canonical } from './fields.ts';
import { meantBy, type Inputs } from './inputs.ts';
import type { BuildIssue, Report } from './problem.ts';
import { isWhole, type Resource } from './resource.ts';
import { judgeKustomization } from './judge.ts';
import { unmendedNames } from './unmended.ts';
import { leftOut } from './left-out.ts';
import { commentedOut, filesOf, isSwitchedOff } from './switched-off.ts';
import { addTo } from '../../values/multimap.ts';

/** Names under which kustomize looks for its own file. */
const FILE = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

const KUSTOMIZE = 'kustomize.config.k8s.io/';

/** The files of a tree, and their objects as they are written. */
export interface Written extends Pick<Inputs, 'files' | 'documents' | 'bytes' | 'isWide'> {
  readonly objects: readonly WorldObject[];
  readonly textOf: (file: string) => string | undefined;
  /** Scripts and other texts, which may apply files by their names. */
  readonly texts: readonly string[];
}

export interface Rendered {
  /** Objects as they reach the cluster; those that no kustomization takes in, as they are written. */
  readonly objects: readonly WorldObject[];
  readonly notes: readonly string[];
}

/** Builds every kustomization that no other takes in, and every one that Argo CD or Flux applies by itself. */
export function rendered({ objects, ...files }: Written): Rendered {
  const written = { ...files, objects: objects.map((each) => (isKustomization(each) ? withKnownFields(each) : each)) };
  const kustomizations = written.objects.filter(isKustomization);
  // Flux makes kustomizations of folders that have none.
  if (kustomizations.length === 0 && !objects.some(isFlux)) return { objects, notes: [] };

  const inputs = inputsOf(written, kustomizations);
  const folders = foldersOf(written.files).add('.');
  const issues = new Map<WorldObject, Map<string, BuildIssue>>();
  const report: Report = (about, issue) => {
    const own = issues.get(about) ?? new Map<string, BuildIssue>();
    own.set(`${issue.rule}\n${issue.path}\n${issue.message}`, issue);
    issues.set(about, own);
  };
  for (const each of kustomizations) judgeKustomization(each, inputs, folders, report);

  const build = new Build(inputs, folders, report);
  const taken = new Set<WorldObject>();
  const made: WorldObject[] = [];
  const repository = repositoryOf(written.files, (file) => written.documents(file)[0]);
  const installers = written.objects.flatMap((each) => (each.object.kind.startsWith('Application') ? installersOf(each, repository) : []));
  const edits = placedEdits(editsOf(written.objects, installers), inputs);
  const commented = commentedOut({ kustomizations, inputs, folders, textOf: written.textOf });
  const isOff = (folder: string): boolean => commented.has(folder) && !written.texts.some((text) => text.includes(folder));
  const all = rootsOf(kustomizations, edits, inputs, folders);
  const named = new Set(edits.map(({ place }) => place));
  const roots = all.filter((each) => named.has(folderOf(each)) || !isOff(folderOf(each)));
  const pools = applied(roots, edits, inputs, build, report);
  for (const { root, pool, unknown } of pools) {
    const unmended = unmendedNames(pool);
    for (const resource of pool.resources) {
      if (!isKustomization(resource.origin)) taken.add(resource.origin);
      made.push(worldObject(resource, root, [...(unmended.get(resource) ?? []), ...(unknown.get(resource) ?? [])]));
    }
  }
  const unused = all.filter((each) => !roots.includes(each));
  const off = new Set([...leftOut({ ...written, kustomizations, inputs, pools, report }), ...filesOf(unused, inputs)]);
  const rest = written.objects
    .filter((each) => !taken.has(each))
    .map((each) => {
      const own = issues.get(each);
      const known = own === undefined ? each : { ...each, build: [...own.values()] };
      return off.has(each.file ?? '') || isSwitchedOff(each, commented, written.texts)
        ? { ...known, object: documentObject('Config', stem(each.file ?? ''), { content: each.object }) }
        : known;
    });
  return { objects: [...rest, ...made], notes: notesOf(build.remote) };
}

function isKustomization({ object, file = '' }: WorldObject): boolean {
  return object.apiVersion.startsWith(KUSTOMIZE) && (object.kind === 'Kustomization' || object.kind === 'Component') && FILE.test(file);
}

function isFlux({ object }: WorldObject): boolean {
  return kindOf(object) === 'kustomize.toolkit.fluxcd.io/Kustomization';
}

function withKnownFields(each: WorldObject): WorldObject {
  const fields = Object.keys(each.object);
  if (fields.every((field) => (canonical(field) ?? field) === field)) return each;
  const object = Object.fromEntries(Object.entries(each.object).map(([field, value]) => [canonical(field) ?? field, value as unknown]));
  return { ...each, object: object as unknown as KubeObject };
}

function inputsOf(written: Written, kustomizations: readonly WorldObject[]): Inputs {
  const byFolder = new Map([...kustomizations].reverse().map((each) => [folderOf(each), each]));
  const byFile = new Map<string, WorldObject[]>();
  for (const each of written.objects) {
    if (each.file === undefined || byFolder.get(folderOf(each)) === each) continue;
    addTo(byFile, each.file, each);
  }
  const wide = new Map<string, boolean>();
  return {
    ...written,
    // Asked of every object in every build.
    isWide: (object) => {
      const key = `${object.apiVersion}/${object.kind}`;
      let found = wide.get(key);
      if (found === undefined) wide.set(key, (found = written.isWide(object)));
      return found;
    },
    kustomization: (folder) => byFolder.get(folder),
    built: new Set(byFolder.keys()),
    objects: (file) => byFile.get(file) ?? [],
    unrestricted: written.objects.some((each) => allowsAnyFile(each)),
    withSchema: kustomizations.some(({ object }) => textAt(object, 'openapi.path') !== undefined),
  };
}

/** Flux reads any file of its source, and Argo CD where it is told so. */
function allowsAnyFile(each: WorldObject): boolean {
  const { object } = each;
  if (isFlux(each)) return true;
  return object.kind === 'ConfigMap' && JSON.stringify(object['data'] ?? null).includes('LoadRestrictionsNone');
}

/** Kustomizations that somebody applies: those that no other takes in, and folders of Applications. */
function rootsOf(
  kustomizations: readonly WorldObject[],
  edits: readonly PlacedEdit[],
  inputs: Inputs,
  folders: ReadonlySet<string>,
): readonly WorldObject[] {
  const included = new Set<WorldObject>();
  for (const each of kustomizations) {
    for (const list of ['resources', 'bases', 'components']) {
      for (const written of itemsAt(each.object, list)) {
        const meant = typeof written === 'string' ? meantBy(folderOf(each), written, inputs, folders) : undefined;
        const other = meant?.is === 'kustomization' ? inputs.kustomization(meant.path) : undefined;
        if (other !== undefined && other !== each) included.add(other);
      }
    }
  }
  const named = new Set(edits.map(({ place }) => place));
  return kustomizations.filter(
    (each) =>
      each.object.kind === 'Kustomization' &&
      inputs.kustomization(folderOf(each)) === each &&
      (!included.has(each) || named.has(folderOf(each))),
  );
}

function worldObject({ object, origin, firstId }: Resource, root: WorldObject, build: readonly BuildIssue[]): WorldObject {
  const { cluster, file, construct, lineOf, doubled } = origin;
  const isGenerated = origin.object.kind === 'Kustomization';
  return {
    object: isWhole(object) ? object : origin.object,
    overlay: folderOf(root),
    ...(cluster === undefined ? {} : { cluster }),
    ...(file === undefined ? {} : { file }),
    ...(construct === undefined ? {} : { construct }),
    // A generator's ConfigMap stands nowhere: its name is the closest.
    ...(lineOf === undefined ? {} : { lineOf: isGenerated ? () => lineOf(generatorPath(origin, firstId.kind, firstId.name)) : lineOf }),
    ...(doubled === undefined || isGenerated ? {} : { doubled }),
    ...(build.length === 0 ? {} : { build }),
  };
}

function generatorPath({ object }: WorldObject, kind: string, name: string): string {
  const list = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator';
  const index = itemsAt(object, list).findIndex((each) => textAt(each, 'name') === name);
  return index === -1 ? list : `${list}[${index}]`;
}

function notesOf(remote: ReadonlySet<string>): readonly string[] {
  const [first, ...others] = [...remote].sort();
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return [`Kustomizations take in what is not here, and it was left out: ${first}${more}.`];
}

import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import { isSample } from '../reference.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import { folderOf } from './inputs.ts';
import { below, type Inputs } from './inputs.ts';
import { PLUGGED_FIELDS } from './fields.ts';
import type { Pool } from './pool.ts';
import type { Report } from './problem.ts';
import { writtenPaths } from './written.ts';

interface Built {
  readonly kustomizations: readonly WorldObject[];
  readonly objects: readonly WorldObject[];
  readonly inputs: Inputs;
  readonly pools: readonly { readonly pool: Pool }[];
  readonly textOf: (file: string) => string | undefined;
  /** Scripts and the like: what they name, somebody applies by hand. */
  readonly texts: readonly string[];
  readonly report: Report;
}

/** Tells of files that lie beside a kustomization and that none takes in. Returns the patches among them, which are no objects. */
export function leftOut({ kustomizations, objects, inputs, pools, textOf, texts, report }: Built): ReadonlySet<string> {
  const off = new Set<string>();
  const used = new Set(
    kustomizations.flatMap((each) => [...writtenPaths(each.object)].flatMap(({ written }) => below(folderOf(each), written) ?? [])),
  );
  const built = new Map(
    pools.flatMap(({ pool }) => pool.resources.map((each) => [`${each.firstId.kind} ${each.firstId.name}`, each.object])),
  );
  const byFolder = new Map<WorldObject, string[]>();
  const seen = new Set<string>();
  for (const each of objects) {
    const { file } = each;
    if (file === undefined || used.has(file) || seen.has(file) || kindOf(each.object).startsWith('kustomize.config.k8s.io/')) continue;
    seen.add(file);
    const owner = ownerOf(folderOf(each), inputs);
    if (owner === undefined) continue;
    if (isMeantToStay(each, owner, textOf, texts)) {
      if (isPatch(each, NOTHING)) off.add(file);
      continue;
    }
    const name = file.slice(file.lastIndexOf('/') + 1);
    if (isPatch(each, built)) {
      if (isPatch(each, NOTHING) || isPartOf(each, built)) off.add(file);
      report(each, {
        rule: 'kustomization-orphan',
        path: 'metadata.name',
        message: `the patch is in no kustomization: ${owner.file ?? ''} does not name it`,
        why: 'What it says reaches no cluster, and whoever reads the folder believes that it does.',
        fix: 'List it under patches, or remove the file.',
      });
    } else if (folderOf(each) === folderOf(owner)) {
      const names = byFolder.get(owner) ?? [];
      names.push(name);
      byFolder.set(owner, names);
    }
  }
  for (const [owner, names] of byFolder) {
    report(owner, {
      rule: 'kustomization-lists-files',
      path: itemsAt(owner.object, 'resources').length > 0 ? 'resources' : 'metadata.name',
      message: `${listed(names)} ${names.length === 1 ? 'stands' : 'stand'} in the folder and ${names.length === 1 ? 'is' : 'are'} not listed`,
      why: 'kustomize takes in only what is listed: these manifests are in Git and not in the cluster.',
      fix: `List ${names.length === 1 ? 'it' : 'them'} under resources, or remove ${names.length === 1 ? 'it' : 'them'}.`,
    });
  }
  return off;
}

const NOTHING: ReadonlyMap<string, unknown> = new Map();

/** The kustomization of the folder, or else of the closest one above it. */
function ownerOf(start: string, inputs: Inputs): WorldObject | undefined {
  for (let folder = start; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '.') {
    const found = inputs.kustomization(folder);
    if (found !== undefined || folder === '.') return found;
  }
}

/** Whether somebody knows that the file is left out: a comment, a script or a guide names it, or its own name says so. */
function isMeantToStay(each: WorldObject, owner: WorldObject, textOf: Built['textOf'], texts: readonly string[]): boolean {
  const { file = '', object } = each;
  const name = file.slice(file.lastIndexOf('/') + 1);
  // Argo CD and Flux are told by hand what to apply first; encrypted files go through a plugin.
  if (/^(?:argoproj\.io\/App|kustomize\.toolkit\.fluxcd\.io\/)/.test(kindOf(object)) || object['sops'] !== undefined) return true;
  if (
    isSample(file) ||
    /(?:^|[._-])(?:example|sample|template|tpl|dist|bak|backup|old|disabled|unused|test|local|debug)(?:[._-]|$)/i.test(name)
  )
    return true;
  if (PLUGGED_FIELDS.some((field) => itemsAt(owner.object, field).length > 0) && object.kind === 'Secret') return true;
  const guide = [folderOf(owner), folderOf(each)].flatMap((folder) => textOf(folder === '.' ? 'README.md' : `${folder}/README.md`) ?? []);
  return [textOf(owner.file ?? '') ?? '', ...guide, ...texts].some((text) => names(text, name));
}

/** Whether a text has a file name as a word of its own: `web.yaml` does not name `b.yaml`. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) if (!/[\w.-]/.test(text[at - 1] ?? ' ')) return true;
  return false;
}

/** A part of something that is built, or of something that no longer is. */
function isPatch({ file = '', object }: WorldObject, built: ReadonlyMap<string, unknown>): boolean {
  if (/(?:^|[/._-])patch(?:es)?(?:[/._-]|$)/i.test(file) || textAt(object, '$patch') !== undefined) return true;
  const path = object.kind === 'CronJob' ? 'spec.jobTemplate.spec.template.spec.containers' : 'spec.template.spec.containers';
  const containers = itemsAt(object, path);
  if (containers.length > 0 && containers.every((each) => textAt(each, 'image') === undefined)) return true;
  return built.has(`${object.kind} ${object.metadata.name}`);
}

/** Whether it says less than the object that is built: what every object of its kind needs is left to the other. */
function isPartOf({ object }: WorldObject, built: ReadonlyMap<string, unknown>): boolean {
  const whole = built.get(`${object.kind} ${object.metadata.name}`);
  if (at(whole, 'spec.template') !== undefined && at(whole, 'spec.selector') !== undefined)
    return at(object, 'spec.template') === undefined || at(object, 'spec.selector') === undefined;
  const own = Object.keys(fieldsAt(object, 'spec'));
  const all = new Set(Object.keys(fieldsAt(whole, 'spec')));
  return own.length > 0 && own.length < all.size && own.every((field) => all.has(field));
}

function listed(names: readonly string[]): string {
  const shown = [...names].sort().slice(0, 3);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

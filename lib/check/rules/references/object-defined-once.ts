import { identity } from '../../../manifest/manifest.ts';
import { DOCUMENT } from '../../document.ts';
import { isGuide } from '../../guides.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const objectDefinedOnce = defineRule({
  id: 'object-defined-once',
  severity: 'error',
  kinds: 'all',
  asks: 'Every object stands in one file, once.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ (RepeatedResourceWarning); seed 003, M8',
  *check(manifest, world) {
    if (manifest.object.apiVersion === DOCUMENT || manifest.file === undefined) return;
    const [first, ...others] = sameObjects(world).get(manifest) ?? [];
    if (first === undefined || !others.includes(manifest) || isPatch(first, world) || isPatch(manifest, world)) return;
    // One file that two kustomizations build is applied by one of them, or in two places.
    if (first.file === manifest.file && first.overlay !== manifest.overlay) return;
    const together = first.file === manifest.file || appliedTogether(world, first, manifest);
    // One or the other, unless somebody applies both.
    if (!together && areVariants(first, manifest)) return;
    // Three and more are steps or cases, of which one is taken at a time.
    if (!together && new Set([first, ...others].map(({ file }) => file)).size > 2) return;
    const equal = JSON.stringify(first.object) === JSON.stringify(manifest.object);
    const { kind, metadata } = manifest.object;
    yield {
      path: 'metadata.name',
      severity: together && !equal ? 'error' : together || metadata.namespace !== undefined ? 'warning' : 'info',
      message: `${kind} ${metadata.name} is defined ${equal ? 'twice' : 'twice, with different content'}: also in ${first.file === manifest.file ? 'the same file' : (first.file ?? '')}`,
      why: 'Whichever is applied last wins: a change to the other has no effect, or undoes this one.',
      fix: 'Keep one of them and remove the other.',
    };
  },
});

/** Objects that are one to the API server, those of files only, by file; what stands in one file only has no entry. */
function sameObjects(world: World): ReadonlyMap<WorldObject, readonly WorldObject[]> {
  return world.once('same objects', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.objects) {
      // A guide shows what stands in a file as well.
      if (each.file === undefined || world.isProvided(each) || isGuide(each.file)) continue;
      const key = identity(each.object);
      addTo(found, key, each);
    }
    const byObject = new Map<WorldObject, readonly WorldObject[]>();
    for (const list of found.values()) {
      if (list.length < 2) continue;
      list.sort((a, b) => ((a.file ?? '') < (b.file ?? '') ? -1 : (a.file ?? '') > (b.file ?? '') ? 1 : 0));
      for (const each of list) byObject.set(each, list);
    }
    return byObject;
  });
}

/** A part of a workload, to be laid over the whole. */
function isPatch(manifest: WorldObject, world: World): boolean {
  return world.podTemplate(manifest)?.containers.some(({ image }) => image === undefined) === true;
}

/** Whether one Application installs both, so that no choice between them is left. */
function appliedTogether(world: World, one: WorldObject, other: WorldObject): boolean {
  const installers = world.once('installers of objects', () => {
    const found = new Map<WorldObject, Set<number>>();
    for (const [index, installer] of world.everywhere.installers().entries()) {
      // The root of a repository is most often that of another one.
      if (installer.sources.some(({ folder }) => folder !== undefined && (/^[./]*$/.test(folder) || folder.includes('{{')))) continue;
      for (const each of world.everywhere.installedBy(installer)) found.set(each, (found.get(each) ?? new Set()).add(index));
    }
    return found;
  });
  const own = installers.get(one);
  return [...(installers.get(other) ?? [])].some((index) => own?.has(index) === true);
}

const VARIANT =
  /(^|[/._-])(dev|prod|production|stag(e|ing)|qa|test|tests|local|base|bases|overlays?|envs?|environments?|clusters?|components?|examples?|samples?|demo|testdata|fixtures?|e2e|minikube|kind|aws|gcp|azure|eks|gke|aks|on-?prem|ha|install|all|full|complete|rendered|extras?|dual-?stack|ipv[46]|quick-?start|v\d+)([/._-]|$)/i;

/** The same thing for another environment, or a base without a namespace that several folders fill. */
function areVariants(a: WorldObject, b: WorldObject): boolean {
  const [one = '', other = ''] = [a.file, b.file];
  if (one === other) return false;
  const [folder, last] = split(one);
  const [otherFolder, otherLast] = split(other);
  if (folder === otherFolder)
    return VARIANT.test(last) || VARIANT.test(otherLast) || isLonger(last, otherLast) || isLonger(otherLast, last);
  if (a.object.metadata.namespace === undefined && a.object.kind !== 'Namespace') return true;
  return last === otherLast || VARIANT.test(one) || VARIANT.test(other);
}

/** `echo.yaml` and `echo-tls.yaml`: one or the other. */
function isLonger(name: string, other: string): boolean {
  return other.startsWith(`${name.replace(/\.[^.]+$/, '')}-`);
}

function split(file: string): readonly [string, string] {
  const slash = file.lastIndexOf('/');
  return [file.slice(0, Math.max(0, slash)), file.slice(slash + 1)];
}

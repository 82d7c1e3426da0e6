import { repositoryKey, sourcesOf } from '../../delivery/sources.ts';
import type { Installer } from '../../installers.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { nearest } from '../../../values/nearest.ts';
import type { World } from '../../world.ts';

export const applicationAddressesAgree = defineRule({
  id: 'application-addresses-agree',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Applications spell the repository as the others do, and the namespace as the objects that they install do.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml',
  *check(manifest, world) {
    for (const installer of world.everywhere.installersOf(manifest)) {
      const counts = repositories(world);
      for (const { path, repository, chart, templated } of sourcesOf(installer)) {
        const key = repositoryKey(repository);
        if (chart !== undefined || templated || repository === '' || (counts.get(key)?.count ?? 0) > 1) continue;
        const usual = [...counts].find(([other, { count }]) => other !== key && count > 1 && isSlip(key, other))?.[0];
        if (usual === undefined) continue;
        yield {
          path: `${path}.repoURL`,
          message: `it takes its manifests from ${repository}, and ${counts.get(usual)?.count ?? 0} other sources from ${counts.get(usual)?.written ?? ''}`,
          why: 'There is no such repository: the Application stays in ComparisonError, and nothing of it is installed.',
          fix: `Did you mean "${counts.get(usual)?.written ?? ''}"?`,
        };
      }
      yield* namespaceOf(installer, world);
    }
  },
});

/** A namespace that none of the installed objects names, and that is nearly the one that all of them name. */
function* namespaceOf(installer: Installer, world: World): Iterable<Issue> {
  const { namespace, specPath } = installer;
  if (namespace === undefined || namespace === '' || namespace.includes('{{')) return;
  const named = new Set(
    world.everywhere
      .installedBy(installer)
      .flatMap(({ object, overlay }) => (overlay === undefined ? (object.metadata.namespace ?? []) : [])),
  );
  if (named.size === 0 || named.has(namespace)) return;
  const near = nearName(namespace, named);
  if (near === undefined || nearest(namespace, [near]) === undefined) return;
  yield {
    path: `${specPath}.destination.namespace`,
    message: `the destination is namespace "${namespace}", and what it installs stands in "${near}"`,
    why: 'Argo CD makes the namespace that is written here, and nothing comes into it; the other one is made by nobody.',
    fix: `Did you mean "${near}"?`,
  };
}

/** Two addresses that differ in one word, and in that by a letter or two; numbers make a family: `cluster-1`, `cluster-2`. */
function isSlip(one: string, other: string): boolean {
  const [words, others] = [one.split('/'), other.split('/')];
  const different = words.flatMap((word, index) => (word === others[index] ? [] : [[word, others[index] ?? ''] as const]));
  const [[word, meant] = ['', ''], ...more] = different;
  if (words.length !== others.length || more.length > 0 || word.length < 5) return false;
  return (
    Math.abs(word.length - meant.length) <= 2 &&
    word.replace(/\d+/g, '#') !== meant.replace(/\d+/g, '#') &&
    nearest(word, [meant]) === meant
  );
}

/** How many sources name each repository. */
function repositories(world: World): ReadonlyMap<string, { readonly count: number; readonly written: string }> {
  return world.everywhere.once('repositories of Applications', () => {
    const found = new Map<string, { count: number; written: string }>();
    for (const { repository, chart, templated } of world.everywhere.installers().flatMap(sourcesOf)) {
      if (chart !== undefined || templated || repository === '') continue;
      const key = repositoryKey(repository);
      found.set(key, { count: (found.get(key)?.count ?? 0) + 1, written: repository });
    }
    return found;
  });
}

import { repositoryKey, sourcesOf } from '../../delivery/sources.ts';
import { ownRepositories } from '../../delivery/tree.ts';
import { hasSyncOption, installerOf } from '../../installers.ts';
import { statedNamespaces } from '../../namespaces.ts';
import { pathsOf } from '../../paths.ts';
import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const applicationNamespaceMade = defineRule({
  id: 'application-namespace-made',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Where Applications make the namespaces that they install into, each does, unless something else of the tree makes its own; one that labels its namespace makes it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#create-namespace',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    const namespace = installer?.namespace;
    if (installer === undefined || namespace === undefined || hasSyncOption(installer, 'CreateNamespace=true')) return;
    if (at(installer.spec, 'syncPolicy.managedNamespaceMetadata') !== undefined) {
      yield {
        path: `${installer.specPath}.syncPolicy.managedNamespaceMetadata`,
        message: `labels and annotations are given to namespace "${namespace}", and the Application does not make it (CreateNamespace=true is missing)`,
        why: 'Argo CD passes over them: the namespace has no level of pod security, no injection, none of what was to be on it.',
        fix: 'Add CreateNamespace=true to syncOptions.',
      };
    }
    if (manifest.object.kind === 'ApplicationSet' || namespace.includes('{{')) return;
    // Whoever syncs by hand may make it by hand.
    if (at(installer.spec, 'syncPolicy.automated') === undefined || statedNamespaces(world.targetOf(manifest)).has(namespace)) return;
    if (sourcesOf(installer).some((source) => source.folder !== undefined && !ownRepositories(world).has(repositoryKey(source.repository))))
      return;
    // A chart of the tree that has a template for namespaces may make this one.
    if (namespaceTemplates(world.targetOf(manifest))) return;
    const others = makers(world.targetOf(manifest));
    if (others < 2) return;
    yield {
      path: 'spec.syncPolicy.syncOptions',
      message: `nothing makes namespace "${namespace}": ${others} other Applications make theirs (CreateNamespace=true), this one does not`,
      why: `On a new cluster the sync ends with 'namespaces "${namespace}" not found', and nothing of it is installed.`,
      fix: 'Add CreateNamespace=true to syncOptions, or the Namespace to the tree.',
    };
  },
});

function namespaceTemplates(world: World): boolean {
  return world.once('templates of namespaces', () =>
    [...pathsOf(world)].some((path) => /(^|\/)templates\/(?:[\w-]*\/)?[\w-]*namespaces?\.ya?ml$/.test(path)),
  );
}

function makers(world: World): number {
  return world.once(
    'applications that make namespaces',
    () => world.installers().filter((each) => hasSyncOption(each, 'CreateNamespace=true')).length,
  );
}

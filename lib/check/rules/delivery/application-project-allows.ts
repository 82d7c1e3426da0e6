import { registered } from '../../clusters/registered.ts';
import { LOCAL } from '../../clusters/where.ts';
import { installedObjects } from '../../delivery/installed.ts';
import { repositoryKey, sourcesOf } from '../../delivery/sources.ts';
import { installerOf, type Installer } from '../../installers.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { defineRule, kindOf, type Issue, type WorldObject } from '../../rule.ts';
import { isClusterScoped } from '../../delivery/scope.ts';
import type { World } from '../../world.ts';

const WHY = 'Argo CD refuses the Application (InvalidSpecError) or the object: nothing more of it is synced.';

export const applicationProjectAllows = defineRule({
  id: 'application-project-allows',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'The project of an Application exists and allows its sources, its destination and its objects.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    const name = textAt(installer.spec, 'project') ?? 'default';
    if (name.includes('{{')) return;
    const projects = world.ofKind('argoproj.io/v1alpha1/AppProject');
    const project = projects.find(({ object }) => object.metadata.name === name);
    const path = installer.specPath;
    if (project === undefined) {
      // `default` comes with Argo CD; where no project is in the tree they are made elsewhere.
      if (name === 'default' || projects.length === 0 || isOpaque(world, projects[0]?.object.metadata.namespace ?? '')) return;
      const near = nearName(name, [...projects.map(({ object }) => object.metadata.name), 'default']);
      yield {
        path: `${path}.project`,
        message: `there is no AppProject ${name}`,
        why: WHY,
        fix: near === undefined ? 'Add the AppProject, or name one that exists.' : `Did you mean "${near}"?`,
      };
      return;
    }
    yield* refusals(installer, project, world);
  },
});

function* refusals(installer: Installer, project: WorldObject, world: World): Iterable<Issue> {
  const { specPath: path, spec } = installer;
  const name = project.object.metadata.name;
  const repositories = itemsAt(project.object, 'spec.sourceRepos').flatMap((each) => text(each) ?? []);
  for (const source of sourcesOf(installer)) {
    if (source.templated || source.repository === '' || allowed(repositories, source.repository)) continue;
    yield {
      path: `${source.path}.repoURL`,
      message: `project ${name} does not allow the source ${source.repository}`,
      why: WHY,
      fix: `Add ${source.repository} to sourceRepos of the project.`,
    };
  }
  const server = textAt(spec, 'destination.server');
  const cluster = textAt(spec, 'destination.name');
  const namespace = textAt(spec, 'destination.namespace') ?? '';
  const destinations = itemsAt(project.object, 'spec.destinations');
  const fits = destinations.some(
    (each) =>
      glob(textAt(each, 'namespace') ?? '', namespace) &&
      ((server !== undefined && glob(textAt(each, 'server') ?? '', server)) ||
        (cluster !== undefined && glob(textAt(each, 'name') ?? '', cluster)) ||
        // One side names the cluster, the other its address: they may be the same.
        (server === undefined && mayBe(cluster ?? '', textAt(each, 'server'), world)) ||
        (cluster === undefined && textAt(each, 'server') === undefined)),
  );
  if (!fits && ![server, cluster, namespace].some((each) => each?.includes('{{') === true)) {
    yield {
      path: `${path}.destination`,
      message: `project ${name} does not allow the destination ${namespace === '' ? '' : `namespace "${namespace}" on `}${server ?? cluster ?? 'the cluster'}`,
      why: WHY,
      fix: 'Add it to destinations of the project.',
    };
  }
  yield* namespacedKinds(installer, project, world);
  const allowedKinds = itemsAt(project.object, 'spec.clusterResourceWhitelist');
  const denied = installedObjects(world, installer).find(
    (each) => isClusterScoped(each) && !allowedKinds.some((entry) => listed(entry, each)),
  );
  if (denied !== undefined) {
    yield {
      path: `${path}.project`,
      message: `project ${name} does not allow ${denied.object.kind} ${denied.object.metadata.name}, which belongs to the whole cluster`,
      why: WHY,
      fix: `Add {group: '${groupOf(denied)}', kind: ${denied.object.kind}} to clusterResourceWhitelist.`,
    };
  }
}

/** Whether a cluster of this name may be at this address: Argo CD's own has a name of its own, unless a Secret gives it another. */
function mayBe(cluster: string, server: string | undefined, world: World): boolean {
  if (server === undefined) return false;
  if (cluster === 'in-cluster') return LOCAL.test(server) || server.includes('*');
  const known = registered(world).filter(({ name }) => name === cluster || name === undefined);
  return !LOCAL.test(server) || known.some((each) => each.server === undefined || LOCAL.test(each.server));
}

/** Without a whitelist every kind of a namespace is allowed; a blacklist takes some away. */
function* namespacedKinds(installer: Installer, project: WorldObject, world: World): Iterable<Issue> {
  const white = at(project.object, 'spec.namespaceResourceWhitelist');
  const black = itemsAt(project.object, 'spec.namespaceResourceBlacklist');
  if (!Array.isArray(white) && black.length === 0) return;
  const denied = installedObjects(world, installer).find(
    (each) =>
      !isClusterScoped(each) &&
      each.object.metadata.namespace !== undefined &&
      (black.some((entry) => listed(entry, each)) || (Array.isArray(white) && !white.some((entry) => listed(entry, each)))),
  );
  if (denied === undefined) return;
  const { kind, metadata } = denied.object;
  const listName = black.some((entry) => listed(entry, denied)) ? 'namespaceResourceBlacklist' : 'namespaceResourceWhitelist';
  yield {
    path: `${installer.specPath}.project`,
    message: `project ${project.object.metadata.name} does not allow ${kind} ${metadata.name} (${listName})`,
    why: WHY,
    fix:
      listName === 'namespaceResourceWhitelist'
        ? `Add {group: '${groupOf(denied)}', kind: ${kind}} to namespaceResourceWhitelist.`
        : `Take {group: '${groupOf(denied)}', kind: ${kind}} out of namespaceResourceBlacklist.`,
  };
}

function allowed(patterns: readonly string[], repository: string): boolean {
  const refused = patterns.some((each) => each.startsWith('!') && glob(each.slice(1), repository));
  return !refused && patterns.some((each) => glob(each, repository) || repositoryKey(each) === repositoryKey(repository));
}

function glob(pattern: string, value: string): boolean {
  if (pattern.startsWith('!')) return !glob(pattern.slice(1), value);
  return new RegExp(
    `^${pattern
      .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
  ).test(value);
}

function listed(entry: unknown, object: WorldObject): boolean {
  const named = at(entry, 'name');
  return (
    glob(textAt(entry, 'group') ?? '', groupOf(object)) &&
    glob(textAt(entry, 'kind') ?? '', object.object.kind) &&
    (typeof named !== 'string' || glob(named, object.object.metadata.name))
  );
}

function groupOf({ object }: WorldObject): string {
  const key = kindOf(object);
  return key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
}

import { groupOf } from '../../../manifest/scope.ts';
import { installedObjects } from '../../delivery/installed.ts';
import { Project } from '../../delivery/project.ts';
import { isClusterScoped } from '../../delivery/scope.ts';
import { sourcesOf } from '../../delivery/sources.ts';
import { installerOf, type Installer } from '../../installers.ts';
import { fieldsAt, textAt } from '../../read.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const why = 'Argo CD refuses the Application (InvalidSpecError) or the object: nothing more of it is synced.';

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
    const own = manifest.object.metadata.namespace;
    const called = projects.filter(({ object }) => object.metadata.name === name);
    const project = called.find(({ object }) => object.metadata.namespace === own) ?? called[0];
    if (project !== undefined) {
      const other = project.object.metadata.namespace;
      if (own !== undefined && other !== undefined && own !== other && isApart(other, world)) {
        const message = `AppProject ${name} stands in "${other}", and Argo CD reads projects in its own namespace only`;
        yield { path: `${installer.specPath}.project`, message, why, fix: `Move the AppProject to "${own}".` };
        return;
      }
      yield* refusals(installer, new Project(project), world);
      return;
    }
    // `default` comes with Argo CD; where no project is in the tree they are made elsewhere.
    if (name === 'default' || projects.length === 0 || isOpaque(world, projects[0]?.object.metadata.namespace ?? '')) return;
    const near = nearName(name, [...projects.map(({ object }) => object.metadata.name), 'default']);
    const fix = near === undefined ? 'Add the AppProject, or name one that exists.' : `Did you mean "${near}"?`;
    yield { path: `${installer.specPath}.project`, message: `there is no AppProject ${name}`, why, fix };
  },
});

/** No Argo CD is there: its namespace has a name that says so, or Applications besides. */
function isApart(namespace: string, world: World): boolean {
  return !/argo|gitops/.test(namespace) && world.inNamespace('argoproj.io/v1alpha1/Application', namespace).length === 0;
}

function* refusals(installer: Installer, project: Project, world: World): Iterable<Issue> {
  const { specPath: path, spec } = installer;
  for (const { path: place, repository, templated } of sourcesOf(installer)) {
    if (templated || repository === '' || project.allowsSource(repository)) continue;
    const message = `project ${project.name} does not allow the source ${repository}`;
    const other = repository.endsWith('/') ? repository.slice(0, -1) : `${repository}/`;
    const near = project.allowsSource(other) ? ` The project has it ${other.endsWith('/') ? 'with' : 'without'} a slash at its end.` : '';
    yield { path: `${place}.repoURL`, message, why, fix: `Add ${repository} to sourceRepos of the project.${near}` };
  }
  const destination = fieldsAt(spec, 'destination');
  const [server, cluster, namespace = ''] = ['server', 'name', 'namespace'].map((field) => textAt(destination, field));
  const isOpen = [server, cluster, namespace].some((each) => each?.includes('{{') === true);
  if (!isOpen && !project.allowsDestination(destination, world)) {
    const where = `${namespace === '' ? '' : `namespace "${namespace}" on `}${server ?? cluster ?? 'the cluster'}`;
    const message = `project ${project.name} does not allow the destination ${where}`;
    yield { path: `${path}.destination`, message, why, fix: 'Add it to destinations of the project.' };
  }
  const installed = installedObjects(world, installer);
  yield* inNamespace(installed, project, path);
  const denied = installed.find((each) => isClusterScoped(each) && !project.allowsOfCluster(each));
  if (denied !== undefined) {
    const { kind, metadata } = denied.object;
    const message = `project ${project.name} does not allow ${kind} ${metadata.name}, which belongs to the whole cluster`;
    yield { path: `${path}.project`, message, why, fix: `Add ${entryOf(denied)} to clusterResourceWhitelist.` };
  }
}

function* inNamespace(installed: readonly WorldObject[], project: Project, path: string): Iterable<Issue> {
  for (const each of installed) {
    const { kind, metadata } = each.object;
    const list = isClusterScoped(each) || metadata.namespace === undefined ? undefined : project.refusingList(each);
    if (list === undefined) continue;
    const isBlack = list === 'namespaceResourceBlacklist';
    const fix = isBlack ? `Take ${entryOf(each)} out of ${list}.` : `Add ${entryOf(each)} to ${list}.`;
    yield { path: `${path}.project`, message: `project ${project.name} does not allow ${kind} ${metadata.name} (${list})`, why, fix };
    return;
  }
}

function entryOf({ object: { apiVersion, kind } }: WorldObject): string {
  return `{group: '${groupOf(apiVersion)}', kind: ${kind}}`;
}

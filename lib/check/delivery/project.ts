import { groupOf } from '../../manifest/scope.ts';
import { registered } from '../clusters/registered.ts';
import { LOCAL } from '../clusters/where.ts';
import { at, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { repositoryKey } from './sources.ts';

/** Argo CD takes no slash from the end before it compares. @see https://github.com/argoproj/argo-cd/blob/v2.13.2/util/git/git.go */
function endsAlike(one: string, other: string): boolean {
  return one.endsWith('/') === other.endsWith('/');
}

/**
 * What an AppProject of Argo CD allows.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export class Project {
  readonly name: string;
  private readonly object: unknown;

  constructor({ object }: WorldObject) {
    this.name = object.metadata.name;
    this.object = object;
  }

  allowsSource(repository: string): boolean {
    const patterns = itemsAt(this.object, 'spec.sourceRepos').flatMap((each) => text(each) ?? []);
    const refused = patterns.some((each) => each.startsWith('!') && glob(each.slice(1), repository));
    return (
      !refused &&
      patterns.some((each) => glob(each, repository) || (endsAlike(each, repository) && repositoryKey(each) === repositoryKey(repository)))
    );
  }

  /** Whether some destination of the project may be this one of an Application. */
  allowsDestination(destination: unknown, world: World): boolean {
    const [server, cluster] = [textAt(destination, 'server'), textAt(destination, 'name')];
    const namespace = textAt(destination, 'namespace') ?? '';
    return itemsAt(this.object, 'spec.destinations').some(
      (each) =>
        glob(textAt(each, 'namespace') ?? '', namespace) &&
        ((server !== undefined && glob(textAt(each, 'server') ?? '', server)) ||
          (cluster !== undefined && glob(textAt(each, 'name') ?? '', cluster)) ||
          // One side names the cluster, the other its address: they may be the same.
          (server === undefined && mayBe(cluster ?? '', textAt(each, 'server'), world)) ||
          (cluster === undefined && textAt(each, 'server') === undefined)),
    );
  }

  /** Of the whole cluster nothing is allowed that is not listed. */
  allowsOfCluster(object: WorldObject): boolean {
    return itemsAt(this.object, 'spec.clusterResourceWhitelist').some((entry) => lists(entry, object));
  }

  /** Without a whitelist every kind of a namespace is allowed; a blacklist takes some away. The list that refuses an object, if one does. */
  refusingList(object: WorldObject): 'namespaceResourceBlacklist' | 'namespaceResourceWhitelist' | undefined {
    const white = at(this.object, 'spec.namespaceResourceWhitelist');
    const black = itemsAt(this.object, 'spec.namespaceResourceBlacklist');
    if (black.some((entry) => lists(entry, object))) return 'namespaceResourceBlacklist';
    return Array.isArray(white) && !white.some((entry) => lists(entry, object)) ? 'namespaceResourceWhitelist' : undefined;
  }
}

/** Whether a cluster of this name may be at this address: Argo CD's own has a name of its own, unless a Secret gives it another. */
function mayBe(cluster: string, server: string | undefined, world: World): boolean {
  if (server === undefined) return false;
  if (cluster === 'in-cluster') return LOCAL.test(server) || server.includes('*');
  const known = registered(world).filter(({ name }) => name === cluster || name === undefined);
  return !LOCAL.test(server) || known.some((each) => each.server === undefined || LOCAL.test(each.server));
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

function lists(entry: unknown, { object }: WorldObject): boolean {
  const named = at(entry, 'name');
  return (
    glob(textAt(entry, 'group') ?? '', groupOf(object.apiVersion)) &&
    glob(textAt(entry, 'kind') ?? '', object.kind) &&
    (typeof named !== 'string' || glob(named, object.metadata.name))
  );
}

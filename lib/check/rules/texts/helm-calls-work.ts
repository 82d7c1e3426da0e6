import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { helmCall, scriptedHelm, type HelmCall } from '../../texts/helm-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const helmCallsWork = defineRule({
  id: 'helm-calls-work',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'What scripts ask of helm is there: the repository of a chart, the namespace of a release, the release that is looked at or taken away.',
  source: 'https://helm.sh/docs/helm/helm_repo_add/; https://helm.sh/docs/helm/helm_install/; https://helm.sh/docs/helm/helm_uninstall/',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      const call = helmCall(command);
      if (call === undefined || command.words.some(({ text }) => /^--(ignore-not-found|repo|post-renderer)/.test(text))) continue;
      if (call.verb === 'install' || call.verb === 'upgrade') {
        yield* repositoryAdded(call, command, path, world);
        yield* namespaceMade(call, command, path, world);
      } else if (/^(uninstall|delete|status|history|rollback|get|test)$/.test(call.verb) && !command.tested && command.next !== '||') {
        yield* releaseKnown(call, command, path, world);
      }
    }
  },
});

function* repositoryAdded({ words, verb }: HelmCall, { line }: Command, path: string, world: World): Iterable<Issue> {
  const { repositories, open } = scriptedHelm(world);
  const chart = words[1] ?? '';
  const [, name] = /^([a-z0-9][\w-]*)\/[\w-]+$/.exec(chart) ?? [];
  // A script that adds none leaves that to whoever runs it.
  if (name === undefined || repositories.size === 0 || open.repositories || repositories.has(name)) return;
  // A folder beside the script looks like a chart of a repository.
  for (const file of world.everywhere.files ?? []) if (`/${file}`.includes(`/${chart}/`) || `/${file}`.includes(`/${name}/`)) return;
  const near = nearName(name, repositories.keys());
  yield {
    path,
    message: `line ${line}: helm ${verb} ${chart}, and no script adds the repository ${name}`,
    why: `On a fresh machine helm answers "repo ${name} not found", and the installation stops there.`,
    fix: near === undefined ? `Add helm repo add ${name} URL before it.` : `Did you mean "${near}"?`,
  };
}

const ALWAYS = /^(default|kube-system|kube-public|kube-node-lease)$|\$/;

function* namespaceMade({ namespace, words }: HelmCall, command: Command, path: string, world: World): Iterable<Issue> {
  const { namespaces, open } = scriptedHelm(world);
  if (namespace === undefined || ALWAYS.test(namespace) || namespaces.has(namespace) || open.namespaces) return;
  // Where no script makes a namespace, they are made elsewhere.
  if (namespaces.size === 0 || world.find('v1/Namespace', '', namespace) !== undefined) return;
  const near = nearName(namespace, namespaces);
  yield {
    path,
    message: `line ${command.line}: release ${words[0] ?? ''} goes into namespace ${namespace}, which no script makes (they make ${[...namespaces].sort().join(', ')})`,
    why: `helm answers namespaces "${namespace}" not found, and the installation stops there.`,
    fix: near === undefined ? 'Add --create-namespace, or make it before.' : `Did you mean "${near}"? Else add --create-namespace.`,
  };
}

function* releaseKnown({ words, verb, namespace }: HelmCall, { line }: Command, path: string, world: World): Iterable<Issue> {
  const { releases, open } = scriptedHelm(world);
  const names = (verb === 'get' ? words.slice(1, 2) : /^(rollback|status|history|test)$/.test(verb) ? words.slice(0, 1) : words).filter(
    (name) => !name.includes('$'),
  );
  if (open.releases || releases.size === 0 || namespace?.includes('$') === true) return;
  for (const name of names) {
    const fits = (place: string, each: string): boolean =>
      each === name && (namespace === undefined || place === '' || place === namespace);
    const known = [...releases].map((each) => each.split('/') as [string, string]);
    if (known.some(([place, each]) => fits(place, each)) || releasesOf(world).some((each) => fits(each.namespace, each.name))) continue;
    const here = known.filter(([place]) => place === namespace || place === '').map(([, each]) => each);
    const meant = nearName(name, here) ?? here.find((each) => each.includes(name)) ?? (here.length === 1 ? here[0] : undefined);
    const elsewhere = known.find(([, each]) => each === name)?.[0];
    yield {
      path,
      message: `line ${line}: helm ${verb} ${name}, and no script installs a release ${namespace === undefined ? '' : `${namespace}/`}${name}`,
      why: 'helm answers "release: not found": what was to be taken away or looked at is still there.',
      fix:
        elsewhere !== undefined
          ? `It is installed into "${elsewhere}": name that namespace.`
          : meant === undefined
            ? 'Name a release that is installed.'
            : `Did you mean "${meant}"?`,
    };
  }
}

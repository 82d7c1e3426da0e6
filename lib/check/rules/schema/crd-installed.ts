import { groupOf } from '../../../manifest/scope.ts';
import { textAt } from '../../read.ts';
import { defineRule, kindOf, type WorldObject } from '../../rule.ts';
import { DOCUMENT } from '../../document.ts';
import { installsSomething, isBrought } from '../../schema/brought.ts';
import { knownGroups } from '../../schema/data.ts';
import type { World } from '../../world.ts';

/** Groups that need no definition: Kubernetes' own, and those of tools that read files. */
function isBuiltIn(group: string): boolean {
  return (
    !group.includes('.') ||
    knownGroups().get(group) === 'kubernetes.json' ||
    /(^|\.)(config|kubeadm|kustomize\.config)\.k8s\.io$|^kind\.x-k8s\.io$|^k3d\.io$/.test(group)
  );
}

/** Argo CD is what applies the tree: its definitions are there before it. */
const BOOTSTRAPPED = new Set(['argoproj.io/Application', 'argoproj.io/ApplicationSet', 'argoproj.io/AppProject']);

function defined(world: World): ReadonlySet<string> {
  return world.once('defined kinds', () => {
    const definitions = world.ofKind('apiextensions.k8s.io/v1/CustomResourceDefinition');
    return new Set(definitions.map(({ object }) => `${textAt(object, 'spec.group') ?? ''}/${textAt(object, 'spec.names.kind') ?? ''}`));
  });
}

/** The first object of each kind that nobody defines: it speaks for the kind. */
function speakers(world: World): ReadonlySet<WorldObject> {
  return world.once('first objects of undefined kinds', () => {
    const found = new Map<string, WorldObject>();
    for (const each of world.objects) if (!found.has(kindOf(each.object))) found.set(kindOf(each.object), each);
    return new Set([...found.values()].filter((each) => !isDefined(each, world)));
  });
}

function isDefined({ object: { apiVersion, kind } }: WorldObject, world: World): boolean {
  const group = groupOf(apiVersion);
  if (apiVersion.startsWith(DOCUMENT) || isBuiltIn(group) || BOOTSTRAPPED.has(`${group}/${kind}`)) return true;
  return !installsSomething(world) || defined(world).has(`${group}/${kind}`) || isBrought(group, kind, world);
}

export const crdInstalled = defineRule({
  id: 'crd-installed',
  severity: 'info',
  kinds: 'all',
  asks: 'Somebody in the tree installs the definition of every custom resource in it.',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
  *check(manifest, world) {
    if (!speakers(world).has(manifest)) return;
    const { apiVersion, kind } = manifest.object;
    const group = groupOf(apiVersion);
    const count = world.ofKind(`${apiVersion}/${kind}`).length;
    yield {
      path: 'apiVersion',
      message: `nothing in the tree installs the definition of ${kind} (${group}), of which there ${count === 1 ? 'is one' : `are ${count}`}`,
      why: 'On a cluster that does not have it, the sync fails with "no matches for kind".',
      fix: 'Add the chart or the definitions that bring it, in an earlier sync wave.',
      severity: world.facts.whole === true ? 'warning' : 'info',
    };
  },
});

import { parseImage } from '../../images.ts';
import { knownNamespaces } from '../../known-namespaces.ts';
import { at, fields, fieldsAt, items, itemsAt, someString, text, textAt, type Fields } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { lengthFaults, tagFaults } from '../../security/kyverno-faults.ts';
import type { World } from '../../world.ts';

/** What only a request has. */
const OF_REQUEST = /\{\{-?\s*(?:request\.(?:userInfo|roles|clusterRoles)|serviceAccountName|serviceAccountNamespace)\b/;
const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Rollout']);

export const kyvernoPolicySound = defineRule({
  id: 'kyverno-policy-sound',
  severity: 'error',
  kinds: ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy'],
  asks: 'A policy of Kyverno asks what it can know, of fields that the kinds have which it is about, in namespaces and registries that there are.',
  source:
    'https://kyverno.io/docs/policy-types/cluster-policy/background/; https://kyverno.io/docs/policy-types/cluster-policy/match-exclude/',
  *check(manifest, world) {
    const { object } = manifest;
    for (const [index, raw] of itemsAt(object, 'spec.rules').entries()) {
      const rule = fields(raw);
      const path = `spec.rules[${index}]`;
      const name = textAt(rule, 'name') ?? String(index);
      if (at(object, 'spec.background') !== false) yield* background(rule, path, name);
      yield* patterns(rule, path, name);
      yield* places(rule, path, world);
      yield* images(rule, path, name, world);
      yield* lengthFaults(rule, path, name);
      yield* tagFaults(rule, path, name, world);
    }
  },
});

function filters(rule: Fields): readonly { readonly path: string; readonly filter: Fields }[] {
  return ['match', 'exclude'].flatMap((part) => [
    ...['any', 'all'].flatMap((list) =>
      itemsAt(rule, `${part}.${list}`).map((each, index) => ({ path: `${part}.${list}[${index}]`, filter: fields(each) })),
    ),
    { path: part, filter: fieldsAt(rule, part) },
  ]);
}

function* background(rule: Fields, path: string, name: string): Iterable<Issue> {
  if (rule['validate'] === undefined && rule['verifyImages'] === undefined) return;
  const asked = filters(rule).find(({ filter }) => ['subjects', 'roles', 'clusterRoles'].some((key) => items(filter[key]).length > 0));
  if (asked === undefined && !someString(rule, (each) => OF_REQUEST.test(each))) return;
  yield {
    path: asked === undefined ? path : `${path}.${asked.path}`,
    message: `the rule "${name}" asks who made a request, and the policy is also asked of what is there (background is true by default)`,
    why: 'What is there has no request: Kyverno refuses the policy ("only select variables are allowed in background mode"), and nothing is guarded.',
    fix: 'Set spec.background: false.',
  };
}

/** A pattern for the template of workloads is asked of pods, or the other way round. */
function* patterns(rule: Fields, path: string, name: string): Iterable<Issue> {
  const kinds = [
    ...new Set(
      filters(rule).flatMap(({ path: part, filter }) =>
        part.startsWith('match') ? items(fieldsAt(filter, 'resources')['kinds']).map((each) => String(each).split('/').at(-1) ?? '') : [],
      ),
    ),
  ];
  const all = at(rule, 'validate.pattern') === undefined ? itemsAt(rule, 'validate.anyPattern') : [at(rule, 'validate.pattern')];
  if (kinds.length === 0 || all.length === 0) return;
  const ofTemplate = all.every((each) => at(each, 'spec.template.spec') !== undefined);
  const ofPods = all.every((each) => at(each, 'spec.containers') !== undefined);
  const wrong =
    ofTemplate && kinds.every((kind) => kind === 'Pod')
      ? 'spec.template'
      : ofPods && kinds.every((kind) => WORKLOADS.has(kind))
        ? 'spec.containers'
        : undefined;
  if (wrong === undefined) return;
  yield {
    path: `${path}.validate.pattern`,
    message: `the rule "${name}" is about ${kinds.join(', ')}, and its pattern asks for ${wrong}, which ${kinds.length === 1 ? 'it does' : 'they do'} not have`,
    why: 'What is missing does not fit a pattern: everything is refused, or reported, whatever it says.',
    fix:
      wrong === 'spec.template'
        ? 'Write the pattern for pods (spec.containers): Kyverno makes that for workloads of it.'
        : 'Match Pod, or write spec.template.spec.containers.',
  };
}

function* places(rule: Fields, path: string, world: World): Iterable<Issue> {
  for (const { path: part, filter } of filters(rule)) {
    for (const [index, raw] of itemsAt(filter, 'resources.namespaces').entries()) {
      const name = text(raw) ?? '';
      if (name === '' || /[*?{]/.test(name) || knownNamespaces(world).has(name)) continue;
      const near = nearName(name, knownNamespaces(world));
      if (near === undefined) continue;
      yield {
        path: `${path}.${part}.resources.namespaces[${index}]`,
        severity: 'warning',
        message: `there is no namespace "${name}"`,
        why: part.startsWith('exclude')
          ? 'The namespace that was to be spared is not: its pods are refused.'
          : 'The rule is asked of nothing.',
        fix: `Did you mean "${near}"?`,
      };
    }
  }
}

/** Signatures that are asked for of nobody's images. */
function* images(rule: Fields, path: string, name: string, world: World): Iterable<Issue> {
  const owners = world.once(
    'owners of images',
    () =>
      new Set(world.podTemplates().flatMap((pod) => pod.containers.flatMap(({ image }) => (image === undefined ? [] : [ownerOf(image)])))),
  );
  for (const [index, each] of itemsAt(rule, 'verifyImages').entries()) {
    const references = itemsAt(each, 'imageReferences').flatMap((one) => text(one) ?? []);
    for (const reference of references) {
      const owner = ownerOf(reference.replace(/\*.*$/, 'x'));
      if (reference.startsWith('*') || owner.includes('*') || owners.has(owner)) continue;
      const near = nearName(owner, owners);
      if (near === undefined) continue;
      yield {
        path: `${path}.verifyImages[${index}].imageReferences`,
        severity: 'warning',
        message: `the rule "${name}" is about images of ${owner}, and the images here are of ${near}`,
        why: 'No image is asked for its signature: whoever pushes one runs it.',
        fix: `Did you mean "${reference.replace(owner, near)}"?`,
      };
    }
  }
}

/** `ghcr.io/acme` of `ghcr.io/acme/web:v1`. */
function ownerOf(image: string): string {
  const { registry, path } = parseImage(image);
  return `${registry}/${path.split('/')[0] ?? ''}`;
}

import { at, strings, type Fields } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';

/** Lists and maps that a pod or an object may well do without. */
const LEFT_OUT =
  /\brequest\.object\.(?:spec\.(?:template\.spec\.)?(?:volumes|initContainers|ephemeralContainers|imagePullSecrets|tolerations)|metadata\.(?:labels|annotations))\b/;

/** The length of something that is not there. */
export function* lengthFaults(rule: Fields, path: string, name: string): Iterable<Issue> {
  for (const { path: at, value } of strings({ validate: rule['validate'], preconditions: rule['preconditions'] }, path)) {
    for (const [, expression = ''] of value.matchAll(/\{\{([^{}]*)\}\}/g)) {
      const missing = LEFT_OUT.exec(expression)?.[0];
      if (missing === undefined || !/\blength\(/.test(expression) || /\|\||\?\?|\bnot_null\(/.test(expression)) continue;
      yield {
        path: at,
        severity: 'warning',
        message: `the rule "${name}" takes the length of ${missing.slice('request.object.'.length)}, which need not be there`,
        why: 'JMESPath has no length of null: where the field is left out, the rule ends with an error, and what it guards is refused, or not looked at.',
        fix: 'Give it something to count: (… || `[]`) | length(@).',
      };
      break;
    }
  }
}

/** `!*:latest` alone: an image without a tag is the latest, too. */
export function* tagFaults(rule: Fields, path: string, name: string, world: World): Iterable<Issue> {
  const pattern = JSON.stringify(at(rule, 'validate') ?? '');
  if (!pattern.includes('"image":"!*:latest"') || asksForTag(world)) return;
  yield {
    path: `${path}.validate`,
    severity: 'warning',
    message: `the rule "${name}" refuses :latest, and lets through images without any tag`,
    why: 'nginx means nginx:latest: what the policy forbids is done by leaving the tag out.',
    fix: 'Add a rule with image: "*:*", as Kyverno’s disallow-latest-tag has.',
  };
}

/** A policy of the tree wants a tag, or a registry with one, or sees to digests. */
function asksForTag(world: World): boolean {
  return world.once('tags that policies ask for', () =>
    ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy']
      .flatMap((kind) => world.ofKind(kind))
      .some(({ object }) =>
        /"image":"(?!!)[^"]*(?:[*?\w]:[*?v\d]|@)|images\.\w+|"\*:\*|mutateDigest":true|verifyDigest":true/.test(
          JSON.stringify(object['spec'] ?? ''),
        ),
      ),
  );
}

import { nearest } from '../../../values/nearest.ts';
import { at, fields, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { leavesNothing } from '../../security/kyverno-sets.ts';

export const policyActs = defineRule({
  id: 'policy-acts',
  severity: 'warning',
  kinds: ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy'],
  asks: 'A policy of Kyverno that validates refuses what it finds, is about kinds that exist, covers every container, and does not except everything.',
  source: 'https://kyverno.io/docs/policy-types/cluster-policy/validate/; seed 004, L23 and L24',
  *check({ object }) {
    const whole = textAt(object, 'spec.validationFailureAction');
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      const name = textAt(rule, 'name') ?? '';
      const path = `spec.rules[${index}]`;
      yield* kinds(rule, path, name);
      if (leavesNothing(rule))
        yield {
          path: `${path}.exclude`,
          severity: 'error',
          message: `the rule "${name}" leaves out all that it is about`,
          why: 'Kyverno refuses the policy ("rule is matching an empty set"), or shows it as ready and refuses nothing.',
          fix: 'Name under exclude what is to be spared only: namespaces, names or labels.',
        };
      for (const excluded of [
        ...itemsAt(rule, 'exclude.any'),
        ...itemsAt(rule, 'exclude.all'),
        ...(at(rule, 'exclude.resources') === undefined ? [] : [at(rule, 'exclude')]),
      ]) {
        const namespaces = itemsAt(excluded, 'resources.namespaces').map((each) => text(each) ?? '');
        if (!namespaces.includes('*') || Object.keys(fields(at(excluded, 'resources'))).some((key) => key !== 'namespaces')) continue;
        const why = 'The policy is shown as ready and refuses nothing.';
        yield {
          path: `${path}.exclude`,
          severity: 'error',
          message: `the rule "${name}" excepts every namespace`,
          why,
          fix: 'Name the namespaces that are excepted.',
        };
      }
      if (at(rule, 'validate') === undefined) continue;
      const action = textAt(rule, 'validate.failureAction') ?? whole ?? 'Audit';
      if (/^audit$/i.test(action)) {
        const why = 'What breaks the policy is written into a report and runs; nobody is refused, and the reports are read by nobody.';
        yield {
          path: `${path}.validate`,
          severity: 'info',
          message: `the rule "${name}" only reports (${action})`,
          why,
          fix: 'Set failureAction: Enforce once its reports are clean.',
        };
      }
      const pattern = JSON.stringify(at(rule, 'validate') ?? '');
      if (/"=?\(?containers\)?"/.test(pattern) && !pattern.includes('initContainers')) {
        const why = 'What is forbidden for a container is done in an init container.';
        yield {
          path: `${path}.validate`,
          severity: 'info',
          message: `the rule "${name}" looks at containers, and at no init containers`,
          why,
          fix: 'Add =(initContainers) and =(ephemeralContainers) to the pattern.',
        };
      }
    }
  },
});

/** Kinds that policies are usually about; a word that is nearly one of them is a slip. */
const KINDS =
  'Pod Deployment StatefulSet DaemonSet ReplicaSet Job CronJob Service Ingress ConfigMap Secret Namespace Node ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding NetworkPolicy PersistentVolumeClaim PersistentVolume HorizontalPodAutoscaler PodDisruptionBudget ResourceQuota LimitRange StorageClass IngressClass CustomResourceDefinition Endpoints EndpointSlice ReplicationController Event Rollout Application'.split(
    ' ',
  );

function* kinds(rule: unknown, path: string, name: string): Iterable<Issue> {
  const found = ['match', 'exclude'].flatMap((list) => [
    ...itemsAt(rule, `${list}.resources.kinds`),
    ...['any', 'all'].flatMap((how) => itemsAt(rule, `${list}.${how}`).flatMap((each) => itemsAt(each, 'resources.kinds'))),
  ]);
  for (const written of new Set(found.map((each) => text(each) ?? ''))) {
    const kind = written.split('/').find((part) => /^[A-Z]\w*$/.test(part)) ?? written;
    // `pods`: the word of kubectl for it.
    const plural = KINDS.find(
      (each) => each.toLowerCase() === kind.toLowerCase() || (/^[a-z]+s$/.test(kind) && `${each.toLowerCase()}s` === kind),
    );
    const near = KINDS.includes(kind) ? undefined : (plural ?? (/^\w{6,}$/.test(kind) ? nearest(kind, KINDS) : undefined));
    if (near === undefined || near.replace(/s$/, '') === kind) continue;
    yield {
      path: `${path}.match`,
      severity: 'error',
      message: `the rule "${name}" is about ${written}, and there is no such kind`,
      why: 'Kyverno refuses the policy, or it matches nothing: what it forbids is done.',
      fix: `Did you mean "${near}"?`,
    };
  }
}

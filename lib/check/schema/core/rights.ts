import { items, itemsAt, textAt, type Fields } from '../../read.ts';
import { between, oneOf, type FieldsJudge, type ValueJudge } from '../judges.ts';
import { shown, type Report } from '../problem.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** Highest priority that is not the system's own. */
const PRIORITY_MAX = 1_000_000_000;

export const rightsValues: Readonly<Record<string, ValueJudge>> = {
  'rbac.v1.RoleRef.kind': oneOf('Role', 'ClusterRole'),
  'rbac.v1.Subject.kind': oneOf('User', 'Group', 'ServiceAccount'),
  'rbac.v1.RoleRef.apiGroup': (value, path, report) => {
    if (value === RBAC || value === '') return;
    report({ sort: 'value', path, message: `${shown(value)} is not the API group of roles`, fix: `Write ${RBAC}.` });
  },
  'scheduling.v1.PriorityClass.preemptionPolicy': oneOf('Never', 'PreemptLowerPriority'),
  ...webhook('MutatingWebhook'),
  ...webhook('ValidatingWebhook'),
};

function webhook(type: string): Readonly<Record<string, ValueJudge>> {
  const field = (name: string): string => `admissionregistration.v1.${type}.${name}`;
  return {
    [field('failurePolicy')]: oneOf('Fail', 'Ignore'),
    [field('matchPolicy')]: oneOf('Exact', 'Equivalent'),
    [field('sideEffects')]: oneOf('None', 'NoneOnDryRun'),
    [field('reinvocationPolicy')]: oneOf('Never', 'IfNeeded'),
    [field('timeoutSeconds')]: between(1, 30),
  };
}

export const rightsChecks: Readonly<Record<string, FieldsJudge>> = {
  'rbac.v1.PolicyRule': (value, path, report) => {
    const has = (name: string): boolean => items(value[name]).length > 0;
    if (!has('verbs'))
      report({ sort: 'missing', path: `${path}.verbs`, message: 'the rule allows no verb', fix: 'Add verbs, such as [get].' });
    if (has('resources') && !has('apiGroups')) {
      report({
        sort: 'missing',
        path: `${path}.apiGroups`,
        message: 'the rule names resources and no API group',
        fix: 'Add apiGroups: "" is the core group.',
      });
    }
    if (!has('resources') && !has('nonResourceURLs')) {
      report({ sort: 'missing', path: `${path}.resources`, message: 'the rule names no resource', fix: 'Add resources.' });
    }
    if (has('resources') && has('nonResourceURLs')) {
      report({ sort: 'value', path, message: 'the rule has resources and nonResourceURLs', fix: 'Make two rules of it.' });
    }
  },
  'rbac.v1.Role': (value, _, report) => {
    for (const [index, rule] of itemsAt(value, 'rules').entries()) {
      if (itemsAt(rule, 'nonResourceURLs').length === 0) continue;
      const message = 'a Role cannot allow nonResourceURLs';
      report({ sort: 'value', path: `rules[${index}].nonResourceURLs`, message, fix: 'Put the rule into a ClusterRole.' });
    }
  },
  'rbac.v1.RoleBinding': subjectsFit,
  'rbac.v1.ClusterRoleBinding': (value, path, report) => {
    subjectsFit(value, path, report);
    if (textAt(value, 'roleRef.kind') !== 'Role') return;
    report({
      sort: 'value',
      path: 'roleRef.kind',
      message: 'a ClusterRoleBinding binds a ClusterRole, not a Role',
      fix: 'Name a ClusterRole.',
    });
  },
  'scheduling.v1.PriorityClass': (value, _, report) => {
    const name = textAt(value, 'metadata.name') ?? '';
    if (name.startsWith('system-') && !/^system-(cluster|node)-critical$/.test(name)) {
      const message = `a class of priority cannot be called ${name}: names with system- are those of Kubernetes`;
      report({ sort: 'value', path: 'metadata.name', message, fix: 'Choose a name that begins otherwise.' });
    }
    if (!textAt(value, 'metadata.name')?.startsWith('system-')) between(-Infinity, PRIORITY_MAX)(value['value'], 'value', report);
  },
};

function subjectsFit(value: Fields, _: string, report: Report): void {
  for (const [index, subject] of itemsAt(value, 'subjects').entries()) {
    const path = `subjects[${index}]`;
    const kind = textAt(subject, 'kind');
    const group = textAt(subject, 'apiGroup') ?? '';
    if (kind === 'ServiceAccount') {
      if (group !== '') {
        report({
          sort: 'value',
          path: `${path}.apiGroup`,
          message: `a ServiceAccount has no API group, here it is ${shown(group)}`,
          fix: 'Remove it.',
        });
      }
      if (textAt(value, 'kind') === 'ClusterRoleBinding' && (textAt(subject, 'namespace') ?? '') === '') {
        const why = 'Unless kustomize fills it in, the API server refuses the object.';
        const message = `the namespace of ServiceAccount ${textAt(subject, 'name') ?? ''} is missing`;
        report({ sort: 'missing', path: `${path}.namespace`, message, fix: 'Name its namespace.', severity: 'warning', why });
      }
    } else if (kind !== undefined && group !== '' && group !== RBAC) {
      report({
        sort: 'value',
        path: `${path}.apiGroup`,
        message: `${shown(group)} is not the API group of a ${kind}`,
        fix: `Write ${RBAC}.`,
      });
    }
  }
}

import { nearest } from '../../../values/nearest.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const RESOURCES = ['applications', 'applicationsets', 'clusters', 'exec', 'logs', 'repositories'];
const ACTIONS = ['get', 'create', 'update', 'delete', 'sync', 'override', 'action', 'invoke', '*'];

export const projectRoleWorks = defineRule({
  id: 'project-role-works',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/AppProject'],
  asks: 'A policy of a role of a project has its six parts and speaks of that project and that role.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-roles',
  *check({ object }) {
    for (const [index, role] of itemsAt(object, 'spec.roles').entries()) {
      for (const [place, raw] of itemsAt(role, 'policies').entries()) {
        const policy = text(raw) ?? '';
        if (/\$\{|\{\{/.test(policy)) continue;
        const path = `spec.roles[${index}].policies[${place}]`;
        yield* faults(policy, object.metadata.name, textAt(role, 'name') ?? '', path);
      }
    }
  },
});

function* faults(policy: string, project: string, role: string, path: string): Iterable<Issue> {
  const why =
    'Whoever has the role is told "permission denied", and Argo CD refuses each later change of the project in its page or its command.';
  const parts = policy.split(',').map((part) => part.trim());
  const [kind, subject = '', resource = '', action = '', target = '', effect = ''] = parts;
  if (parts.length !== 6 || kind !== 'p') {
    const message =
      kind === 'g' ? 'a project has no groups of roles (g, …) in its policies' : `"${policy}" has ${parts.length} parts, a policy has 6`;
    const fix =
      kind === 'g'
        ? 'List the groups in groups of the role.'
        : `Write p, proj:${project}:${role}, applications, sync, ${project}/*, allow.`;
    yield { path, message, why, fix };
    return;
  }
  if (subject !== `proj:${project}:${role}`) {
    yield {
      path,
      message: `the policy is for ${subject}, and stands in the role ${role} of project ${project}`,
      why,
      fix: `Write proj:${project}:${role}.`,
    };
  }
  if (!RESOURCES.includes(resource)) {
    const near = nearest(resource, RESOURCES);
    const fix = near === undefined ? `Write one of ${RESOURCES.join(', ')}.` : `Did you mean "${near}"?`;
    yield { path, message: `a project gives no rights on "${resource}"`, why, fix };
  }
  const verb = action.split('/')[0] ?? '';
  if (!ACTIONS.includes(verb)) {
    const near = nearest(verb, ACTIONS);
    yield {
      path,
      message: `there is no action "${action}"`,
      why,
      fix: near === undefined ? `Write one of ${ACTIONS.join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
  if (!target.startsWith(`${project}/`)) {
    const message = `the policy is about ${target}, and project ${project} gives rights on its own only`;
    yield { path, message, why, fix: `Write ${project}/${target.replace(/^.*\//, '') === '' ? '*' : target.replace(/^.*\//, '')}.` };
  }
  if (effect !== 'allow' && effect !== 'deny') {
    yield { path, message: `the policy ends in "${effect}", where allow or deny stands`, why, fix: 'Write allow.' };
  }
}

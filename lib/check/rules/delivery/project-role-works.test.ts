import { kube, ruleCases } from '../../testing.ts';
import { projectRoleWorks } from './project-role-works.ts';

const project = (...policies: readonly string[]) =>
  kube('argoproj.io/v1alpha1/AppProject', { name: 'platform' }, { spec: { roles: [{ name: 'ci', policies }] } });

ruleCases(projectRoleWorks, {
  accepts: {
    'no roles': [kube('argoproj.io/v1alpha1/AppProject', {}, { spec: {} })],
    'rights on all, on one, on those of a namespace': [
      project(
        'p, proj:platform:ci, applications, *, platform/*, allow',
        'p, proj:platform:ci, logs, get, platform/web, deny',
        'p,proj:platform:ci,applications,action/apps/Deployment/restart,platform/argocd/web,allow',
      ),
    ],
    'a policy that is filled in': [project('p, proj:${PROJECT}:ci, applications, sync, ${PROJECT}/*, allow')],
  },
  refuses: {
    'a role of the project that it was copied from': {
      given: [project('p, proj:fleet:ci, applications, sync, platform/*, allow')],
      says: 'the policy is for proj:fleet:ci, and stands in the role ci of project platform',
      fix: 'Write proj:platform:ci.',
    },
    'Applications of everybody': {
      given: [project('p, proj:platform:ci, applications, sync, */*, allow')],
      says: 'the policy is about */*, and project platform gives rights on its own only',
      fix: 'Write platform/*.',
    },
    'five parts': {
      given: [project('p, proj:platform:ci, applications, sync, platform/*')],
      says: '"p, proj:platform:ci, applications, sync, platform/*" has 5 parts, a policy has 6',
    },
    'words that are none': {
      given: [project('p, proj:platform:ci, application, syncs, platform/*, Allow')],
      says: [
        'a project gives no rights on "application"',
        'the policy ends in "Allow", where allow or deny stands',
        'there is no action "syncs"',
      ],
    },
    'rights on all kinds at once': {
      given: [project('p, proj:platform:ci, *, get, platform/*, allow')],
      says: 'a project gives no rights on "*"',
    },
    'a group as in the settings of Argo CD': {
      given: [project('g, team-web, role:ci')],
      says: 'a project has no groups of roles (g, …) in its policies',
    },
  },
});

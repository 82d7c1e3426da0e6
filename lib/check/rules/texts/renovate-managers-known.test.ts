import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { renovateManagersKnown } from './renovate-managers-known.ts';

const renovate = (content: object, file = 'renovate.json') => inFile(file, documentObject('Config', 'renovate', { content }));
const grouped = (...matchManagers: readonly string[]) => renovate({ packageRules: [{ matchManagers, groupName: 'charts' }, null] });

ruleCases(renovateManagersKnown, {
  accepts: {
    'managers that there are': [renovate({ enabledManagers: ['argocd', 'custom.regex'] }), grouped('helmv3', 'github-actions')],
    'a manager that is newer than this list': [grouped('quantum-charts')],
    'a pattern': [grouped('/^helm/', 'helm*')],
    'a file of something else': [renovate({ enabledManagers: ['helm'] }, 'tool.json')],
  },
  refuses: {
    'a hyphen too many': { given: [grouped('argo-cd')], says: 'there is no manager argo-cd', fix: 'Did you mean "argocd"?' },
    'the name of the program': {
      given: [renovate({ enabledManagers: ['helm', 'kubernetes'] })],
      says: 'there is no manager helm',
      fix: 'Did you mean "helmv3"?',
    },
  },
});

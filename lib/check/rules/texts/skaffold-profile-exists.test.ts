import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { skaffoldProfileExists } from './skaffold-profile-exists.ts';

const skaffold = (more: object = {}) =>
  documentObject('Config', 'skaffold', {
    content: { apiVersion: 'skaffold/v4beta8', kind: 'Config', profiles: [{ name: 'local' }, { name: 'prod' }], ...more },
  });
const script = (line: string) => documentObject('Script', 'up', { text: `${line}\n` });

ruleCases(skaffoldProfileExists, {
  accepts: {
    'profiles that are there': [skaffold(), script('skaffold dev -p local'), script('skaffold run --profile=local,prod -n web')],
    'profiles of other files': [skaffold({ requires: [{ path: '../base' }] }), script('skaffold dev -p base')],
    'a tree without Skaffold, and a variable': [script('skaffold dev -p local'), skaffold(), script('skaffold dev -p "$PROFILE"')].slice(1),
  },
  refuses: {
    'a profile that was renamed': {
      given: [skaffold(), script('skaffold dev --profile locals')],
      says: 'line 1: Skaffold has no profile locals; there are local, prod',
      fix: 'Did you mean "local"?',
    },
    'a file without profiles': {
      given: [skaffold({ profiles: [] }), script('skaffold run -p minikube')],
      says: 'line 1: Skaffold has no profile minikube; there is none',
    },
  },
});

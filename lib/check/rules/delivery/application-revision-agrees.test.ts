import { kube, ruleCases } from '../../testing.ts';
import { applicationRevisionAgrees } from './application-revision-agrees.ts';

const application = (name: string, targetRevision: string, repoURL = 'https://github.com/acme/gitops.git') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name },
    { spec: { source: { repoURL, path: name, targetRevision }, destination: { namespace: name } } },
  );

ruleCases(applicationRevisionAgrees, {
  accepts: {
    'one branch': [application('a', 'main'), application('b', 'main')],
    'one of each, where nobody knows': [application('a', 'main'), application('b', 'master')],
    'tags and branches of stages': [
      application('a', 'main'),
      application('b', 'v1.2.0'),
      application('c', 'staging'),
      application('e', 'release/2.4'),
      application('d', 'main'),
    ],
    'another repository': [
      application('a', 'main'),
      application('b', 'main'),
      application('c', 'master', 'https://github.com/acme/other.git'),
    ],
  },
  refuses: {
    'the branch of one change': {
      given: [application('a', 'feat/postgresql'), application('b', 'feature-1')],
      says: [
        'it follows feat/postgresql, by its name the branch of one change',
        'it follows feature-1, by its name the branch of one change',
      ],
      fix: 'Write the main branch once the change is merged.',
    },
    'the branch before': {
      given: [application('a', 'main'), application('b', 'main', 'git@github.com:acme/gitops'), application('c', 'master')],
      says: 'it follows master, and 2 other sources of the repository follow main',
      fix: 'Write main.',
    },
  },
});

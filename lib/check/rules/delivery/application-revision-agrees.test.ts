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
      application('d', 'main'),
    ],
    'another repository': [
      application('a', 'main'),
      application('b', 'main'),
      application('c', 'master', 'https://github.com/acme/other.git'),
    ],
  },
  refuses: {
    'the branch before': {
      given: [application('a', 'main'), application('b', 'main', 'git@github.com:acme/gitops'), application('c', 'master')],
      says: 'it follows master, and 2 other sources of the repository follow main',
      fix: 'Write main.',
    },
  },
});

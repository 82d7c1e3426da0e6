import { documentObject } from '../../document.ts';
import { deployment, inFile, ruleCases } from '../../testing.ts';
import { dependabotFoldersExist } from './dependabot-folders-exist.ts';

const bot = (...updates: readonly object[]) =>
  inFile('.github/dependabot.yml', documentObject('Config', 'dependabot', { content: { version: 2, updates } }));
const files = ['.github/dependabot.yml', 'services/api/go.mod', 'services/api/Dockerfile', 'web/package.json', 'k8s/web.yaml'];

ruleCases(dependabotFoldersExist, {
  accepts: {
    'folders that have what is looked for': {
      given: [
        inFile('k8s/web.yaml', deployment({})),
        bot(
          { 'package-ecosystem': 'gomod', directory: '/services/api' },
          { 'package-ecosystem': 'npm', directory: 'web/' },
          { 'package-ecosystem': 'docker', directories: ['/services/*', '/services/api', '/k8s'] },
          { 'package-ecosystem': 'github-actions', directory: '/' },
        ),
      ],
      files,
    },
    'a kind of which the tree has none': { given: [bot({ 'package-ecosystem': 'cargo', directory: '/' })], files },
    'another file': [
      inFile(
        'docs/dependabot.yml',
        documentObject('Config', 'x', { content: { updates: [{ 'package-ecosystem': 'gomod', directory: '/x' }] } }),
      ),
    ],
  },
  refuses: {
    'a folder that was renamed': {
      given: [bot({ 'package-ecosystem': 'gomod', directory: '/services/apis' })],
      files,
      says: 'gomod is looked for in /services/apis, and there is no such folder',
      fix: 'Did you mean "/services/api"?',
    },
    'the root, and the images stand in folders': {
      given: [bot({ 'package-ecosystem': 'docker', directory: '/' })],
      files,
      says: 'docker is looked for in /, which has none; the tree has some in /services/api',
    },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { chartLockAgrees } from './chart-lock-agrees.ts';

const chart = (version: string, name = 'falco') =>
  inFile(
    'charts/falco/Chart.yaml',
    documentObject('Config', 'charts/falco/Chart', { content: { name: 'falco', dependencies: [{ name, version }] } }),
  );
const lock = (text: string, folder = 'charts/falco') =>
  inFile(`${folder}/Chart.lock`, documentObject('TextFile', `${folder}/Chart.lock`, { text }));
const locked = lock(
  'dependencies:\n- name: falco\n  repository: https://falcosecurity.github.io/charts\n  version: 4.21.2\ndigest: sha256:x\n',
);

ruleCases(chartLockAgrees, {
  accepts: {
    'the same version': [chart('4.21.2'), locked],
    'a range': [chart('~4.21.0'), locked],
    'no lock': [chart('4.21.3')],
    'the lock of another chart': [chart('4.21.3'), lock('dependencies: []\n', 'charts/other')],
    'a lock that nobody can read': [chart('4.21.3'), lock('dependencies: [\n')],
  },
  refuses: {
    'another version': { given: [chart('4.21.3'), locked], says: 'falco is 4.21.3, and 4.21.2 in Chart.lock' },
    'a dependency that came later': { given: [chart('0.2.1', 'falco-talon'), locked], says: 'Chart.lock has no dependency falco-talon' },
  },
});

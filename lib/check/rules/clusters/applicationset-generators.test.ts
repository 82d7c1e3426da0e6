import { kube, ruleCases } from '../../testing.ts';
import { applicationsetGenerators } from './applicationset-generators.ts';

const set = (generators: readonly object[], more: object = {}) =>
  kube('argoproj.io/v1alpha1/ApplicationSet', { name: 'apps', namespace: 'argocd' }, { spec: { goTemplate: true, generators, ...more } });
const list = (...elements: readonly object[]) => ({ list: { elements } });
const clusters = { clusters: {} };

ruleCases(applicationsetGenerators, {
  accepts: {
    'one list': [set([list({ cluster: 'app1' })], { goTemplateOptions: ['missingkey=error'] })],
    'a matrix of two, one of them a matrix': [
      set([{ matrix: { generators: [clusters, { matrix: { generators: [list({ a: '1' }), list({ b: '2' })] } }] } }]),
    ],
    'a merge by a key that all have': [
      set([{ merge: { mergeKeys: ['name'], generators: [clusters, list({ name: 'app1', size: 'large' })] } }]),
    ],
  },
  refuses: {
    'a matrix of three': {
      given: [set([{ matrix: { generators: [clusters, list({ a: '1' }), list({ b: '2' })] } }])],
      says: 'the matrix has 3 generators, and takes exactly two',
    },
    'a merge of one': {
      given: [set([{ merge: { mergeKeys: ['name'], generators: [clusters] } }])],
      says: 'the merge has one generator, and needs two',
    },
    'a merge by a key that one lacks': {
      given: [set([{ merge: { mergeKeys: ['cluster'], generators: [clusters, list({ name: 'app1' })] } }])],
      says: 'an element of the list of generator 2 has no cluster, by which it is to be merged',
    },
    'an option that there is not': {
      given: [set([clusters], { goTemplateOptions: ['missingkey=errors'] })],
      says: 'the templates of Go have no option missingkey=errors',
      fix: 'Write missingkey=error.',
    },
    'files and directories at once': {
      given: [set([{ git: { files: [{ path: 'a' }], directories: [{ path: 'b' }] } }])],
      says: 'the generator looks for files and for directories',
    },
  },
});

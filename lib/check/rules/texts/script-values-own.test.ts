import { inFile, kube, ruleCases } from '../../testing.ts';
import { scriptValuesOwn } from './script-values-own.ts';

const script = (...lines: readonly string[]) =>
  inFile('up.sh', kube('slipway.dev/v1/Script', { name: 'up.sh' }, { text: lines.join('\n') }));
const helm = (context: string, file: string, more = '') =>
  `helm upgrade --install cilium cilium/cilium --kube-context ${context} -f ${file}${more}`;
const files = [
  'values/app1.yaml',
  'values/app2.yaml',
  'values/shared.yaml',
  'values/app1-app2.yaml',
  'dist/app1/a.yaml',
  'dist/app2/a.yaml',
];

ruleCases(scriptValuesOwn, {
  accepts: {
    'the files of each cluster': { given: [script(helm('app1', 'values/app1.yaml'), helm('app2', 'values/app2.yaml'))], files },
    'one file for both': { given: [script(helm('app1', 'values/shared.yaml'), helm('app2', 'values/shared.yaml'))], files },
    'the values of the first for the second, which has none': {
      given: [script(helm('app1', 'values/app1.yaml'), helm('app2', 'values/app1.yaml'))],
      files: ['values/app1.yaml'],
    },
    'a file for both by its name': { given: [script(helm('app1', 'values/app1-app2.yaml'), helm('app2', 'values/app1-app2.yaml'))], files },
    'one context': { given: [script(helm('app1', 'values/app2.yaml'))], files },
    'a variable': {
      given: [script('for c in app1 app2; do', helm('"$c"', '"values/$c.yaml"'), 'done', 'kubectl --context app1 get pods')],
      files,
    },
  },
  refuses: {
    'the values of another cluster': {
      given: [script(helm('app1', 'values/app1.yaml'), helm('app2', 'values/app1.yaml'))],
      files,
      says: 'helm speaks to app2, and is given values/app1.yaml, which is for app1; there is values/app2.yaml',
      fix: 'Write values/app2.yaml.',
    },
    'the folder of another cluster': {
      given: [script('kubectl --context app1 apply -f dist/app1/', 'kubectl --context app2 apply -f dist/app1/')],
      files,
      says: 'kubectl speaks to app2, and is given dist/app1/, which is for app1; there is dist/app2/',
    },
    'the cluster that was chosen last': {
      given: [
        script(
          'kubectl config use-context app1',
          'kubectl apply -f dist/app1/',
          'kubectl config use-context app2',
          'kubectl apply -f dist/app1/',
        ),
      ],
      files,
      says: 'kubectl speaks to app2, and is given dist/app1/, which is for app1; there is dist/app2/',
    },
    'the name of another cluster': {
      given: [
        script(
          helm('app1', 'values/shared.yaml', ' --set cluster.name=app1'),
          helm('app2', 'values/shared.yaml', ' --set cluster.name=app1'),
        ),
      ],
      files,
      says: 'helm speaks to app2, and sets cluster.name=app1, which is another cluster',
    },
  },
});

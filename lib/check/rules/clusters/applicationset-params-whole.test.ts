import { kube, ruleCases } from '../../testing.ts';
import { applicationsetParamsWhole } from './applicationset-params-whole.ts';

const set = (elements: readonly object[], spec: object = {}, source: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'services', namespace: 'argocd' },
    {
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [{ list: { elements } }],
        template: {
          metadata: { name: '{{.name}}' },
          spec: {
            project: 'default',
            source: { repoURL: 'https://github.com/acme/platform.git', path: 'services/{{.name}}', ...source },
            destination: { name: 'app1', namespace: '{{.namespace}}' },
          },
        },
        ...spec,
      },
    },
  );
const web = { name: 'web', namespace: 'web' };

ruleCases(applicationsetParamsWhole, {
  accepts: {
    'all of them': [set([web, { name: 'api', namespace: 'api' }])],
    'what nothing here gives': [set([{ name: 'web' }, { name: 'api' }])],
    'one element': [set([{ name: 'web' }])],
    'a parameter that may lack': [
      set([web, { ...web, name: 'api', path: 'x' }], {}, { targetRevision: '{{ if .path }}{{ .path }}{{ else }}main{{ end }}' }),
      set([web, { ...web, name: 'api', region: 'a' }], {
        templatePatch: '{{- if .region }}\nspec: { project: "{{ .region }}" }\n{{- end }}\n',
      }),
    ],
    'templates of another program': [
      set(
        [web, { name: 'api', namespace: 'api' }],
        {},
        { helm: { values: 'text: "{{ .Values.x }}"', valuesObject: { a: '{{ .name }}' } } },
      ),
    ],
  },
  refuses: {
    'one that lacks a parameter': {
      given: [set([web, { name: 'api', ns: 'api' }])],
      says: '{{.namespace}} is given for 1 of 2 Applications, and not for services/api',
      fix: 'Add namespace to what the generator reads for services/api.',
    },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { applicationsetTemplate } from './applicationset-template.ts';

const set = (name: string, generators: readonly object[], goTemplate?: boolean, helm?: object): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'trees' },
    {
      spec: {
        ...(goTemplate === undefined ? {} : { goTemplate }),
        generators,
        template: { metadata: { name }, spec: { source: { path: '.', ...(helm === undefined ? {} : { helm }) } } },
      },
    },
  );
const CLUSTERS = [{ clusters: {} }];
const LIST = [{ list: { elements: [{ env: 'dev', cluster: 'east' }] } }];

ruleCases(applicationsetTemplate, {
  accepts: {
    'a Go template': [set('tree-{{ .name }}-{{ .metadata.labels.region }}', CLUSTERS, true)],
    'a plain template': [set('tree-{{name}}-{{metadata.labels.region}}', CLUSTERS)],
    'functions and conditions': [
      set('{{ if .name }}{{ .name | lower }}{{ else }}none{{ end }}{{ index .metadata.labels "x" }}', CLUSTERS, true),
    ],
    'folders of Git': [set('{{ .path.basename }}', [{ git: { directories: [{ path: 'apps/*' }] } }], true)],
    'files of Git, which may say anything': [set('{{ .team.name }}', [{ git: { files: [{ path: '*.json' }] } }], true)],
    'a matrix of two': [set('{{ .env }}-{{ .nameNormalized }}', [{ matrix: { generators: [...CLUSTERS, ...LIST] } }], true)],
    'values that are templates of another program': [set('{{.name}}', CLUSTERS, true, { values: 'rule: "{{ labels.pod }}"' })],
  },
  refuses: {
    'a Go template without goTemplate': {
      given: [set('tree-{{.name}}', CLUSTERS)],
      says: '{{.name}} is written as a Go template, and spec.goTemplate is not true',
    },
    'a plain template with goTemplate': {
      given: [set('tree-{{name}}', CLUSTERS, true)],
      says: '{{name}} lacks the dot of a Go template, which goTemplate: true asks for',
    },
    'a parameter that nobody gives': {
      given: [set('{{.environment}}-{{.cluster}}', LIST, true)],
      says: 'no generator gives environment: there are env, cluster',
    },
    'a slip of the pen': {
      given: [set('{{.nmae}}', CLUSTERS, true)],
      says: 'no generator gives nmae: there are name, nameNormalized, server, project, metadata',
    },
  },
});

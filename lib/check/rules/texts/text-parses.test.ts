import { kube, ruleCases } from '../../testing.ts';
import { textParses } from './text-parses.ts';

const config = (key: string, text: string) => kube('v1/ConfigMap', {}, { data: { [key]: text } });

ruleCases(textParses, {
  accepts: {
    'a dashboard with the templates of Grafana': [config('a.json', '{"legendFormat": "{{ pod }}", "n": 1}')],
    'several documents': [config('a.yaml', 'a: 1\n---\nb: [1, 2]\n')],
    'a template': [config('a.yaml', '{{ range . }}\n- {{ .Name }}: x\n{{ end }}'), config('a.json', '{"port": ${PORT}}')],
    'templates in quotes and blocks': [config('am.yml', "title: '{{ .Alert }}'\ntext: |-\n  {{ range . }}x{{ end }}\n")],
    'tags of another program': [config('a.yaml', 'a: !Ref x\n')],
    'other files': [config('a.conf', 'a: b: c'), config('a.properties', '# x=1\nx=1\ny=2\n')],
  },
  refuses: {
    'a comma too many': {
      given: [config('dash.json', '{\n  "a": [1, 2,]\n}')],
      says: expect.stringContaining('the text is no JSON: a comma stands before a closing bracket'),
    },
    'a comment in JSON': {
      given: [config('a.json', '{\n// no\n"a": 1}')],
      says: expect.stringContaining('the text is no JSON: JSON has no comments'),
    },
    'an indentation beside templates that stand in quotes and blocks': {
      given: [config('am.yml', "title: '{{ .Alert }}'\ntext: |-\n  {{ range . }}x{{ end }}\nroute:\n  receiver: a\n receivers: []\n")],
      says: expect.stringMatching(/^line 6: the text is no YAML: /),
    },
    'a tab': { given: [config('app.yml', 'a:\n\tb: 1\n')], says: expect.stringMatching(/^line 2: the text is no YAML: /) },
    'a key that stands twice': { given: [config('app.yml', 'a: 1\na: 2\n')], says: 'line 2: the text is no YAML: duplicated mapping key' },
    'a property that is set twice': {
      given: [config('app.properties', 'a.b=1\nc=2\na.b=3\n')],
      says: 'line 3: a.b is set a second time, after line 1',
    },
  },
});

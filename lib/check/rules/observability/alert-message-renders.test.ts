import { configFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { alertMessageRenders } from './alert-message-renders.ts';

const written = (text: string) =>
  configFile('alertmanager', 'alertmanager.yml', {
    route: { receiver: 'slack' },
    receivers: [{ name: 'slack', slack_configs: [{ api_url_file: '/etc/slack', channel: '#a', text }] }],
  });
const templates = (body: string) =>
  kube('v1/ConfigMap', { name: 'templates', namespace: 'monitoring' }, { data: { 'a.tmpl': `{{ define "blog.text" }}${body}{{ end }}` } });

ruleCases(alertMessageRenders, {
  accepts: {
    'functions of Alertmanager and of Go': [
      written(
        '{{ range $i, $a := .Alerts }}{{ if gt $i 0 }}, {{ end }}{{ $a.Labels.alertname | toUpper }} {{ len $a.Annotations }}{{ end }}',
      ),
      written('{{ .CommonLabels.SortedPairs.Values | join " " }}{{ with .Annotations }}{{ .summary }}{{ else }}-{{ end }}'),
      written(
        '{{ reReplaceAll "add (.*)" "$1" .Annotations.x }}{{- /* default of Helm */ -}}{{ (index .Alerts 0).StartsAt.Format "15:04" }}',
      ),
    ],
    'variables that are set': [
      written(
        '{{ $who := .CommonLabels.team }}{{ $who }}{{ range $name, $value := .GroupLabels }}{{ $name }}={{ $value }}{{ end }}{{ $.Status }}',
      ),
      written('{{ range .CommonLabels.SortedPairs }}{{ .Name }}: {{ .Value }}{{ end }}{{ .Labels.Team }}'),
    ],
    'a text without a template': [written('default add')],
    'a template that gets the alerts': [written('{{ template "blog.text" . }}'), templates('{{ .Status }}')],
    'a template that needs nothing': [written('{{ template "blog.text" }}'), templates('Look at the {{ "board" }}.')],
    'a template of nobody here': [written('{{ template "other.text" . }}')],
  },
  refuses: {
    'a function of Helm': {
      given: [written('{{ range $i, $a := .Alerts }}{{ add $i 1 }}. {{ end }}')],
      says: 'text of slack_configs (receiver "slack") calls add, a function that Alertmanager does not have',
    },
    'a slip': {
      given: [written('{{ .Status | toUper }}')],
      says: 'text of slack_configs (receiver "slack") calls toUper, a function that Alertmanager does not have',
      fix: 'Did you mean "toUpper"?',
    },
    'a function of Prometheus in a template': {
      given: [written('{{ template "blog.text" . }}'), templates('{{ .CommonAnnotations.value | humanize }}')],
      says: 'text of slack_configs (receiver "slack") calls humanize, a function that Alertmanager does not have (template "blog.text")',
    },
    'a template without the alerts': {
      given: [written('{{ template "blog.text" }}'), templates('{{ .Status | toUpper }}')],
      says: 'text of slack_configs (receiver "slack") calls the template "blog.text" without handing it the alerts',
      fix: 'Write {{ template "blog.text" . }}.',
    },
    'a variable of the rules of Prometheus': {
      given: [written('{{ $labels.instance }} is down')],
      says: 'text of slack_configs (receiver "slack") reads $labels, which nothing sets',
    },
    'a field that is spelt otherwise': {
      given: [written('{{ range .Alerts }}{{ .Annotation.summary }}{{ end }}')],
      says: 'text of slack_configs (receiver "slack") reads .Annotation, which a message does not have',
      fix: 'Did you mean .Annotations?',
    },
    'one of its own without the alerts': {
      given: [written('{{ template "slack.default.text" }}')],
      says: 'text of slack_configs (receiver "slack") calls the template "slack.default.text" without handing it the alerts',
    },
  },
});

import { chartApplication, configFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { alertTemplateDefined } from './alert-template-defined.ts';

const receivers = (name: string) => [
  { name: 'slack', slack_configs: [{ api_url_file: '/etc/slack', channel: '#a', text: `{{ template "${name}" . }}` }] },
];
const file = (name: string, templates?: readonly string[]) =>
  configFile('alertmanager', 'alertmanager.yml', {
    route: { receiver: 'slack' },
    receivers: receivers(name),
    ...(templates === undefined ? {} : { templates }),
  });
const templates = kube(
  'v1/ConfigMap',
  { name: 'templates', namespace: 'monitoring' },
  { data: { 'a.tmpl': '{{ define "slack.blog.text" }}x{{ end }}' } },
);

ruleCases(alertTemplateDefined, {
  accepts: {
    'one that Alertmanager has': [file('slack.default.text'), file('__subject')],
    'one of a file that it reads': [file('slack.blog.text', ['/etc/alertmanager/templates/*.tmpl']), templates],
    'one of a file that is not in the tree': [file('slack.blog.text', ['/etc/alertmanager/templates/*.tmpl'])],
    'one of the chart': [
      chartApplication('kube-prometheus-stack', 'monitoring', {
        alertmanager: {
          config: { route: { receiver: 'slack' }, receivers: receivers('slack.blog.text') },
          templateFiles: { 'blog.tmpl': '{{ define "slack.blog.text" }}x{{ end }}' },
        },
      }),
    ],
  },
  refuses: {
    'one of no file': {
      given: [file('slack.blog.text')],
      says: 'slack_configs of receiver "slack" writes by the template "slack.blog.text", and templates names no file',
      fix: 'Define it in a file, and name that under templates.',
    },
    'one of a file that it is not told of': {
      given: [file('slack.blog.text'), templates],
      says: 'slack_configs of receiver "slack" writes by the template "slack.blog.text", and templates names no file',
      fix: 'Name its file under templates, and mount it.',
    },
    'a slip': {
      given: [file('slack.blog.txt', ['/etc/alertmanager/templates/*.tmpl']), templates],
      says: 'slack_configs of receiver "slack" writes by the template "slack.blog.txt", which nothing defines',
      fix: 'Did you mean "slack.blog.text"?',
    },
  },
});
